//! What headers usually call each role, in nine languages.

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
         reseña|comentário|comentários|avaliação texto|コメント|評論|评论|отзыв|комментарий|\
         commento|commenti|recensione|osservazioni|opmerking|opmerkingen|toelichting|reactie|\
         rezension|anmerkung|anmerkungen|remarques|observaciones|observações|意見|意见|反馈|反饋|\
         フィードバック|感想|自由記述|positive review|negative review|pros|cons",
    ),
    (
        Verbatim,
        2,
        "description|answer|survey response|suggestion|suggestions|opinion|complaint|quote|\
         transcript|utterance|sentence|tweet|nachricht|beschreibung|mensaje|descripción|\
         mensagem|descrição|descrizione|messaggio|bericht|内容|説明|描述|additional question response",
    ),
    (Verbatim, 1, "response|responses|note|notes|details|question|post|reason"),
    (
        Title,
        3,
        "title|subject|summary|headline|review title|ticket name|ticket subject|betreff|\
         titel|titre|sujet|asunto|título|assunto|oggetto|titolo|onderwerp|主题|主題|標題|标题|件名",
    ),
    (Title, 2, "objet"),
    (
        Score,
        3,
        "csat|csat score|reviewer score|review score|overall rating|overall score|nps|nps score|ces|rating|star rating|stars|satisfaction|\
         satisfaction score|satisfaction rating|ticket satisfaction rating|\
         conversation rating|customer satisfaction|bewertung|zufriedenheit|sterne|\
         puntuación|calificación|valoración|satisfacción|satisfação|pontuação|評価|оценка|valutazione|punteggio|\
         soddisfazione|beoordeling|tevredenheid|評分|评分|満足度|スコア|点数",
    ),
    (
        Score,
        2,
        "score|survey result|survey results|évaluation|nota|avaliação|voto|cijfer|滿意度|满意度",
    ),
    (Score, 1, "grade|note|experience score"),
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
         carimbo de data hora|日時|日付|日期|дата|data de envio|fecha de envío|\
         date d envoi|abgesendet am|absendedatum|date de soumission|data di creazione|data invio|aanmaakdatum|tijdstempel|創建時間|\
         创建时间|提交时间|提交時間|更新時間|更新时间|作成日|タイムスタンプ|survey date",
    ),
    (Date, 2, "received|submitted|start date|posted|at|opened|day|eingang|data"),
    (Date, 1, "time|end date|updated at|updated|last update time|closed at"),
    (
        Id,
        3,
        "id|feedback id|ticket id|response id|respondent id|review id|conversation id|\
         case number|case id|issue key|#|request id|ticket number|complaint id|\
         interaction id|ticketnummer|id de ticket|id do ticket|id ticket|ticket nr|工單 id|工单 id|工单编号|チケット番号|回答 id|numéro de ticket|\
         número de ticket|message id",
    ),
    (Id, 2, "ticket|case|issue id|編號|编号|番号|number|record id|uuid|row id|item id"),
    (Id, 1, "key|no|network id|nr|index"),
    (Channel, 3, "channel|via|kanal|canal|canale|kanaal|渠道|チャネル"),
    (Channel, 2, "source|conversation source|medium|quelle|distribution channel|来源"),
    (
        Area,
        3,
        "product area|area|module|component|feature area|produktbereich|área|\
         área de producto",
    ),
    (Area, 2, "feature|queue|bereich"),
    (Area, 1, "team|group|domaine|surface|section"),
    (
        Product,
        3,
        "product|app name|product model|produkt|produit|producto|produto|prodotto|产品|產品|製品",
    ),
    (Product, 2, "app|model|package name"),
    (Product, 1, "brand"),
    (
        Category,
        3,
        "category|feedback type|kategorie|catégorie|categoría|categoria|feedback category|categorie|\
         类别|類別|カテゴリ",
    ),
    (Category, 2, "ticket type|issue type"),
    (Category, 1, "type|kind"),
    (Status, 3, "status|ticket status|statut|状态|狀態|ステータス"),
    (Status, 2, "estado|stato|current conversation state|conversation state"),
    (
        Tags,
        3,
        "tags|labels|conversation tags|schlagwörter|etiquetas|étiquettes|etichette|标签|標籤|タグ",
    ),
    (Tags, 2, "tag|topics|intents"),
    (
        Priority,
        3,
        "priority|priorität|priorité|prioridad|prioridade|priorità|prioriteit|\
         优先级|優先級|優先度",
    ),
    (Priority, 2, "severity|urgency"),
    (
        Language,
        3,
        "language|lang|user language|reviewer language|sprache|langue|idioma|lingua|taal|语言|語言|言語",
    ),
    (Language, 2, "locale|startlanguage"),
    (Version, 3, "version|app version|app version name|versión|versão|versione|versie|バージョン"),
    (Version, 2, "review created version"),
    (Version, 1, "app version code|build|release"),
    (Device, 3, "device|platform|device type|gerät|plattform|appareil|dispositivo|plataforma"),
    (Device, 2, "os|operating system"),
    (Device, 1, "browser"),
    (
        Account,
        3,
        "account id|company id|organization id|organisation id|org id|tenant id|\
         kundennummer|kunden id|id de cuenta|account number|klantnummer|codice cliente|\
         numéro client|número de cliente",
    ),
    (Account, 2, "account|customer id|tenant|workspace id|id client"),
    (Account, 1, "client id"),
    (
        AccountName,
        3,
        "account name|company name|kundenname|nom du client|nombre del cliente|公司|会社名",
    ),
    (
        AccountName,
        2,
        "company|organization|organisation|customer|customer name|kunde|firma|unternehmen|\
         entreprise|société|empresa|cliente|cuenta|konto|compte|azienda|bedrijf|klant",
    ),
    (AccountName, 1, "client"),
    (Domain, 3, "domain|company domain name|company domain|requester domain|email domain"),
    (Domain, 2, "website|website url"),
    (
        User,
        3,
        "email|email address|e mail|requester email|author email|person email|\
         recipient email|correo electrónico|adresse e mail|indirizzo email|e mailadres|\
         メールアドレス|邮箱|電子郵件",
    ),
    (User, 2, "user id|user|user name|username|requester|reviewer nickname|person|verified email"),
    (
        User,
        2,
        "requester name|reporter|creator|author|solicitante|demandeur|anfragender|氏名|姓名|請求者姓名",
    ),
    (Arr, 3, "arr|arr usd|arr eur|annual recurring revenue|arr to renew|annual contract value"),
    (Arr, 2, "acv|contract value|jahresumsatz"),
    (Arr, 1, "mrr|revenue|amount|monthly spend|umsatz|total amount"),
    (Currency, 3, "currency|arr currency|arr to renew currency|währung|devise|moneda|moeda"),
    (
        Plan,
        3,
        "plan|tier|plan type|plan name|account plan|subscription plan|tarif|plano|piano|\
         account tier|customer tier",
    ),
    (Plan, 2, "subscription|abonnement"),
    (Plan, 1, "edition|segment|package"),
    (Industry, 3, "industry|branche|industria"),
    (Industry, 2, "sector|vertical|secteur|setor"),
    (Region, 3, "region|région|región|região|regione|地区|地域"),
    (Region, 2, "geo"),
    (Region, 1, "territory|billing state"),
    (
        Country,
        3,
        "country|country region|country code|billing country|pays|país|country name|paese|国家|國家",
    ),
    (Country, 2, "land"),
    (Country, 1, "territory"),
    (Lifecycle, 3, "lifecycle|lifecycle stage|life cycle stage"),
    (Lifecycle, 2, "customer stage|account status"),
    (Lifecycle, 1, "stage"),
    (UseCase, 3, "use case|primary use case"),
    (
        Renewal,
        3,
        "renewal date|renews at|renewal on|next renewal|date de renouvellement|fecha de renovación|\
         data de renovação|data di rinnovo|verlängerungsdatum",
    ),
    (Renewal, 2, "renewal|contract end|contract end date|verlängerung|subscription end date"),
    (Signup, 3, "signup date|sign up date|customer since|account created|account created at"),
    (Signup, 2, "signed up|contract start|contract start date"),
    (Signup, 1, "onboarded at"),
    (Contract, 3, "contract type"),
    (Contract, 2, "contract"),
    (Contract, 1, "billing cycle"),
    (Owner, 3, "account owner|csm|company owner|customer success manager|account manager"),
    (
        Owner,
        2,
        "owner|assignee|assigned to|rep|sales rep|contact owner|ticket owner|deal owner|opportunity owner|zuständig",
    ),
    (Owner, 1, "agent"),
    (Url, 3, "url|link|review link|permalink|display url"),
    (Url, 2, "external url"),
    (Url, 1, "jira url"),
];

/// Headers that name the writer's company as often as the one that is written about: without
/// another sign of accounts they name no account.
pub(crate) const COMPANY: &[&str] =
    &["company", "firma", "unternehmen", "entreprise", "société", "empresa"];

/// Whether `word` is one of a list with bars between.
pub(super) fn is_listed(word: &str, list: &str) -> bool {
    list.split('|').any(|own| own == word)
}

/// Parts of questions whose answer is a score.
pub(super) const ASKS: &str = "how likely|how satisfied|recommend|wie wahrscheinlich|wie zufrieden|\
    nps|csat|satisfaction|how would you rate|how easy|recommand|satisfait|satisfecho|satisfeito|\
    recomend|weiterempfehl|weiter empfehl|wie bewerten|consiglier|soddisfatt|aanbevelen|\
    hoe tevreden|probabilit|made it easy|how difficult|calificar|avaliaria|おすすめ|推荐|推薦|满意吗|滿意嗎|\
    満足していますか";

/// Beginnings of open questions, and headers of opinions that come in two columns.
const OPEN: &str = "what |why |how |please |tell us |anything |is there |describe |was |warum |wieso |\
    wie |möchten |que |qué |pourquoi |qu |por que |por qué |o que |há |cosa |perché |wat |waarom |\
    pros|cons|likes|dislikes|positive review|negative review|advantages|disadvantages|strengths|\
    weaknesses|best|worst";

/// Whether a header asks for words, so that several of them may be read together.
pub(super) fn is_open_question(profile: &super::profile::Profile) -> bool {
    let words = profile.words.trim_start_matches(|c: char| !c.is_alphabetic());
    let is_who = |word: &str| is_listed(word, "name|names|email|mail|phone|address|company");
    let asks_who = words.split(' ').any(is_who);
    let begins = OPEN
        .split('|')
        .any(|own| if own.ends_with(' ') { words.starts_with(own) } else { words == own });
    !asks_who && (begins || profile.name.contains(['?', '？']))
}

/// Last words of headers whose texts are not the customers' own.
pub(super) const NOT_THEIRS: &[&str] =
    &["name", "address", "reply", "owner", "path", "properties", "agent", "metadata", "step"];

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
