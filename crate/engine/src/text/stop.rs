//! Function words of the languages told apart here: they identify a language and name no theme.

/// Function words of English.
pub(crate) const EN: &str = "a about above after again against ago all almost along already also although always am an and another any anyone anything are aren't around as at away back be because been before being below between both but by came can can't cannot come could couldn't did didn't do does doesn't doing don't done dont down during each either else enough etc even ever every everything few for from further get gets getting give go goes going gone got had hadn't has hasn't have haven't having he her here hers herself hi hello him himself his how however i i'd i'll i'm i've if im in instead into is isn't it its itself ive just keep kind know least less let like lot lots made make makes making many may maybe me might mine more most much must my myself near need needs never no nor not nothing now of off often on once one only onto or other others our ours out over own per please perhaps put quite rather really right said same say says see seem seems several she should shouldn't since so some something sometimes soon still such take tell than thank thanks that the their them themselves then there these they they're thing things think this those though through thus to together too toward try trying two under until up upon us use used uses using very via want wants was wasn't way we we'd we're we've well went were weren't what whatever when where whether which while who whom whose why will with within without won't would wouldn't yes yet you you'd you'll you're you've your yours yourself";

/// Function words of French.
pub(crate) const FR: &str = "ai aie ainsi alors après au aucun aucune aujourd'hui auquel aura aurait aussi autre autres aux avais avait avant avec avez avoir avons ayant beaucoup bien bon bonjour bonsoir car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci combien comme comment contre cordialement dans de deja déjà depuis dernier des deux devrait dire dit dois doit donc dont du durant elle elles en encore enfin entre es est et étaient était étant etc été être eu eux fait faire fais faites faut fois font fut hors il ils ici jamais je jusqu'à la là laquelle le lequel les leur leurs lors lorsque lui ma mais mal malgré me même mêmes merci mes mettre mieux moi moins mon ne ni nos notre nous on ont ou où par parce parfois parmi pas peu peut peut-être peux plus plusieurs plutôt pour pourquoi pourtant pouvez pouvoir presque puis puisque quand que quel quelle quelles quelqu'un quelque quelques quels qui quoi quoique rien sa sais sait sans sauf se selon sera serait ses seul seulement si sinon soit son sont sous souvent suis sur ta tant te tellement tes toi ton toujours tous tout toute toutes très trop tu un une va vais vers veut veux via voici voilà voir vont vos votre vous vraiment vu y";

/// Function words of German.
pub(crate) const DE: &str = "ab aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus außer bald bei beide beiden beim bereits besonders bevor bin bis bisher bist bitte da dabei dadurch dafür dagegen daher dahin damit danach dann daran darauf daraus darf darin darum das dass daß dazu dein deine deiner dem den denen denn dennoch der deren des deshalb dessen die dies diese diesem diesen dieser dieses dich dir doch dort du durch dürfen ein eine einem einen einer eines einfach einige einmal er erst es etwas euch euer eure falls fast für gab ganz gar geben gegen gehabt geht gemacht genau gern gerne gibt habe haben hallo hat hatte hätte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem ins irgendwie ist ja jede jedem jeden jeder jedes jedoch jetzt kann kannst kein keine keinem keinen keiner können könnte kommt lange lassen leider machen macht mal man manche mehr mein meine meinem meinen meiner meist mich mir mit möchte muss müssen nach nachdem nämlich neben nein nicht nichts nie noch nun nur ob obwohl oder oft ohne schon sehr sein seine seinem seinen seiner seit seitdem selbst sich sie sind so sobald sogar solche soll sollen sollte sondern sonst soweit statt trotz trotzdem über um und uns unser unsere unter viel viele vielen vom von vor wann war waren warum was wegen weil weiter welche welcher wenig wenn wer werde werden wie wieder will wir wird wirklich wo wurde würde wurden zu zum zur zwar zwischen";

/// Function words of Spanish.
pub(crate) const ES: &str = "a además ahora al algo algún alguna algunas alguno algunos allí ante antes aquel aquí así aun aún aunque bajo bastante bien buenas buenos cada casi como cómo con contra cosa cosas cual cuál cuando cuándo cuanto cuenta da dar de debe debería decir deja del demasiado dentro desde después dice donde dónde dos durante e el él ella ellas ellos en entonces entre era eran es esa esas ese eso esos esta está estaba están estar estas este esto estos estoy favor fue fueron ha había hace hacen hacer hacia han hasta hay he hecho hola igual incluso ir jamás la las le les lo los luego más me mejor menos mi mía mientras mis misma mismo mucha muchas mucho muchos muy nada nadie ni ninguna ninguno no nos nosotros nuestra nuestro nunca o os otra otras otro otros para pero poco por porque pude pueda puede pueden puedo pues que qué quiere quiero quien quién sé se sea según ser si sí siempre sigue sin sino sobre solo sólo son soy su sus suya también tampoco tan tanto te tengo tener ti tiene tienen toda todas todavía todo todos tras tu tus un una unas uno unos usted va vamos van varias varios veces ver vez voy y ya yo";

/// Frequent words of languages that are only told apart, not analysed further.
pub(crate) const OTHERS: &[(&str, &str)] = &[
    (
        "pt",
        "não uma para com os das dos você mais muito está meu minha quando também já só são ser fazer depois sem até isso ele ela nas nos pelo pela tem mas ao aos à às em do da um o as eu",
    ),
    (
        "it",
        "non che di il lo gli una per con del della dei delle sono è ho hai ha ma più anche molto questo questa quando perché dopo senza tutto tutti nel nella dal dalla al alla come mi ti si ci e o un i le",
    ),
    (
        "nl",
        "het een niet van ik je dat met voor op zijn maar ook heb kan naar dan nog wel geen bij uit deze wordt worden mijn er aan om als wat meer heeft kunnen moet en de dit",
    ),
];

/// The function words of an analysed language; none of others.
pub(crate) fn words_of(language: &str) -> &'static str {
    match language {
        "en" => EN,
        "fr" => FR,
        "de" => DE,
        "es" => ES,
        _ => OTHERS.iter().find(|(code, _)| *code == language).map_or("", |(_, words)| words),
    }
}

/// The function words of some languages, to be looked up.
pub(crate) struct StopWords(Vec<&'static str>);

impl StopWords {
    /// Those of `languages`.
    pub(crate) fn of(languages: &[&str]) -> Self {
        let mut all: Vec<&str> =
            languages.iter().flat_map(|language| words_of(language).split(' ')).collect();
        all.sort_unstable();
        StopWords(all)
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        self.0.binary_search(&word).is_ok()
    }
}
