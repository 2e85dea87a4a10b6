//! What headers usually call each role, in five languages.

use crate::table::Role;
use Role::{
    Account, AccountName, Area, Arr, Category, Channel, Contract, Country, Currency, Date, Device,
    Domain, Id, Industry, Language, Lifecycle, Owner, Plan, Priority, Product, Region, Renewal,
    Score, Signup, Status, Tags, Title, Url, UseCase, User, Verbatim, Version,
};

/// Roles, how strongly a header speaks for them (3: nothing else is called so), and the headers.
pub(super) const HEADERS: &[(Role, u8, &str)] = &[
    (
        Verbatim,
        3,
        "verbatim|comment|comments|feedback|feedback text|text|review text|review|body|\
         content|message|message body|ticket description|open ended response|\
         ticket comment|ticket satisfaction comment|satisfaction comment|\
         conversation rating remark|remark|remarks|first message|complaint what happened|\
         consumer complaint narrative|narrative|kommentar|kommentare|bemerkung|rückmeldung|\
         freitext|commentaire|commentaires|avis|remarque|comentario|comentarios|opinión|\
         reseña|comentário|comentários|avaliação texto|コメント|評論|评论|отзыв|комментарий",
    ),
    (
        Verbatim,
        2,
        "description|answer|survey response|suggestion|suggestions|opinion|complaint|quote|\
         transcript|utterance|sentence|tweet|nachricht|beschreibung|mensaje|descripción|\
         mensagem|descrição",
    ),
    (Verbatim, 1, "response|responses|note|notes|details|question|post|reason"),
    (
        Title,
        3,
        "title|subject|summary|headline|review title|ticket name|ticket subject|betreff|\
         titel|titre|sujet|asunto|título|assunto",
    ),
    (Title, 2, "objet"),
    (
        Score,
        3,
        "csat|csat score|nps|nps score|ces|rating|star rating|stars|satisfaction|\
         satisfaction score|satisfaction rating|ticket satisfaction rating|\
         conversation rating|customer satisfaction|bewertung|zufriedenheit|sterne|\
         puntuación|calificación|valoración|satisfacción|satisfação|pontuação|評価|оценка",
    ),
    (Score, 2, "score|experience score|survey result|survey results|évaluation|nota|avaliação"),
    (Score, 1, "grade|note"),
    (
        Date,
        3,
        "date|created at|created|created date|created time|create date|creation date|\
         createdate|timestamp|datetime|date received|received at|submitted at|submit date|\
         submit date utc|submitdate|recorded date|response received at|review date|\
         review submit date and time|posted at|date time opened|opened at|opened date|\
         conversation started at|conversation created at|message created at|\
         ticket created timestamp|datum|erstellt am|erstellt|date de création|créé le|\
         horodateur|fecha|fecha de creación|marca temporal|data de criação|\
         carimbo de data hora|日時|日付|日期|дата",
    ),
    (Date, 2, "received|submitted|start date|posted|at|opened|day|eingang|data"),
    (Date, 1, "time|end date|updated at|updated|last update time|closed at"),
    (
        Id,
        3,
        "id|feedback id|ticket id|response id|respondent id|review id|conversation id|\
         case number|case id|issue key|#|request id|ticket number|complaint id|\
         interaction id|ticketnummer",
    ),
    (Id, 2, "message id|issue id|number|record id|uuid|row id|item id"),
    (Id, 1, "key|no|network id|nr|index"),
    (Channel, 3, "channel|via|conversation source|kanal|canal"),
    (Channel, 2, "source|medium|survey type|quelle"),
    (
        Area,
        3,
        "product area|area|module|component|feature area|produktbereich|área|\
         área de producto",
    ),
    (Area, 2, "feature|queue|bereich"),
    (Area, 1, "team|group|domaine|surface|section"),
    (Product, 3, "product|app name|product model|produkt|produit|producto|produto"),
    (Product, 2, "app|model|package name"),
    (Product, 1, "brand"),
    (
        Category,
        3,
        "category|feedback type|kategorie|catégorie|categoría|categoria|feedback category",
    ),
    (Category, 2, "ticket type|issue type"),
    (Category, 1, "type|kind"),
    (Status, 3, "status|ticket status|statut"),
    (Status, 2, "estado|current conversation state"),
    (Tags, 3, "tags|labels|conversation tags|schlagwörter|etiquetas|étiquettes"),
    (Tags, 2, "tag|topics|intents"),
    (Priority, 3, "priority|urgency|priorität|priorité|prioridad|prioridade"),
    (Priority, 2, "severity"),
    (Language, 3, "language|lang|user language|reviewer language|sprache|langue|idioma"),
    (Language, 2, "locale|startlanguage"),
    (Version, 3, "version|app version|app version name|versión|versão"),
    (Version, 2, "review created version"),
    (Version, 1, "app version code|build|release"),
    (Device, 3, "device|platform|device type|gerät|plattform|appareil|dispositivo|plataforma"),
    (Device, 2, "os|operating system"),
    (Device, 1, "browser"),
    (
        Account,
        3,
        "account id|company id|organization id|organisation id|org id|tenant id|\
         kundennummer|kunden id|id de cuenta|account number",
    ),
    (Account, 2, "account|customer id|tenant|workspace id|id client"),
    (Account, 1, "client id"),
    (AccountName, 3, "account name|company name"),
    (
        AccountName,
        2,
        "company|organization|organisation|customer|customer name|kunde|firma|unternehmen|\
         entreprise|société|empresa|cliente|cuenta|konto|compte",
    ),
    (AccountName, 1, "client"),
    (Domain, 3, "domain|company domain name|company domain|requester domain|email domain"),
    (Domain, 2, "website|website url"),
    (
        User,
        3,
        "email|email address|e mail|requester email|author email|person email|\
         recipient email|correo electrónico|adresse e mail",
    ),
    (User, 2, "user id|user|user name|username|requester|reviewer nickname|person|verified email"),
    (User, 1, "author"),
    (Arr, 3, "arr|arr usd|arr eur|annual recurring revenue|arr to renew|annual contract value"),
    (Arr, 2, "acv|contract value|jahresumsatz"),
    (Arr, 1, "annual revenue|mrr|revenue|amount|monthly spend|umsatz|total amount"),
    (Currency, 3, "currency|arr currency|arr to renew currency|währung|devise|moneda|moeda"),
    (
        Plan,
        3,
        "plan|tier|plan type|plan name|account plan|subscription plan|tarif|plano|\
         account tier|customer tier",
    ),
    (Plan, 2, "subscription|abonnement"),
    (Plan, 1, "edition|segment|package"),
    (Industry, 3, "industry|branche|industria"),
    (Industry, 2, "sector|vertical|secteur|setor"),
    (Region, 3, "region|région|región|região"),
    (Region, 2, "geo"),
    (Region, 1, "territory|billing state"),
    (Country, 3, "country|country region|country code|billing country|pays|país|country name"),
    (Country, 2, "land"),
    (Country, 1, "territory"),
    (Lifecycle, 3, "lifecycle|lifecycle stage|life cycle stage"),
    (Lifecycle, 2, "customer stage|account status"),
    (Lifecycle, 1, "stage"),
    (UseCase, 3, "use case|primary use case"),
    (Renewal, 3, "renewal date|renews at|renewal on|next renewal"),
    (Renewal, 2, "renewal|contract end|contract end date|verlängerung|subscription end date"),
    (Signup, 3, "signup date|sign up date|customer since|account created|account created at"),
    (Signup, 2, "signed up|contract start|contract start date"),
    (Signup, 1, "onboarded at"),
    (Contract, 3, "contract type"),
    (Contract, 2, "contract"),
    (Contract, 1, "billing cycle"),
    (Owner, 3, "account owner|csm|company owner|customer success manager|account manager"),
    (Owner, 2, "owner|assignee|contact owner|ticket owner|deal owner|opportunity owner|zuständig"),
    (Owner, 1, "agent"),
    (Url, 3, "url|link|review link|permalink|display url"),
    (Url, 2, "external url"),
    (Url, 1, "jira url"),
];

/// Headers that name the writer's company as often as the one that is written about: without
/// another sign of accounts they name no account.
pub(crate) const COMPANY: &[&str] =
    &["company", "firma", "unternehmen", "entreprise", "société", "empresa"];

/// Words that mark a false friend: a header with one of them has no role by its name.
pub(super) const NEVER: &[&str] =
    &["consent", "opt", "optin", "template", "unsubscribed", "password", "token", "consented"];

/// Headers that are known and mean nothing to the analysis.
pub(super) const IGNORED: &[&str] = &[
    "requester id",
    "requester external id",
    "account owner id",
    "owner id",
    "assignee id",
    "submitter",
    "collector id",
    "ip address",
    "ipaddress",
    "summation column",
    "user image",
    "recipient last name",
    "recipient first name",
    "first name",
    "last name",
    "phone number",
    "custom data 1",
    "custom data",
    "seed",
    "lastpage",
    "external reference",
    "user agent",
    "response last updated",
    "email opt in date",
];
