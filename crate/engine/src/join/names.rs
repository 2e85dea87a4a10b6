//! The forms in which companies are compared: hosts, and names without legal form.

/// Hosts whose addresses say nothing about the company. A host that ends with a dot stands for
/// all its countries.
const FREE_MAILERS: &str = "\
    gmail. googlemail. yahoo. ymail. rocketmail. hotmail. outlook. live. msn. icloud. aol. gmx. \
    me.com mac.com aim.com proton. protonmail. pm.me tutanota. tuta.io zoho. fastmail. hey.com \
    mail.com email.com inbox.com web.de t-online.de freenet.de arcor.de online.de mailbox.org \
    posteo. orange.fr free.fr laposte.net wanadoo.fr sfr.fr neuf.fr bbox.fr numericable.fr \
    libero.it virgilio.it tiscali.it alice.it tin.it uol.com.br bol.com.br terra.com.br ig.com.br \
    globo.com mail.ru yandex. rambler.ru bk.ru list.ru ukr.net qq.com 163.com 126.com sina.com \
    sina.cn sohu.com foxmail.com yeah.net aliyun.com naver.com daum.net hanmail.net nate.com \
    rediffmail.com btinternet.com sky.com virginmedia.com talktalk.net ntlworld.com blueyonder.co.uk \
    comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net \
    optonline.net shaw.ca rogers.com sympatico.ca bigpond.com optusnet.com.au telstra.com xtra.co.nz \
    ziggo.nl kpnmail.nl planet.nl hetnet.nl telenet.be skynet.be bluewin.ch sunrise.ch hispeed.ch \
    seznam.cz wp.pl o2.pl onet.pl interia.pl abv.bg telia.com docomo.ne.jp ezweb.ne.jp nifty.com \
    privaterelay.appleid.com users.noreply.github.com example. mailinator.com";

/// Words at the end of a name that say only what kind of company it is in law …
const LEGAL: &str = "\
    inc incorporated llc llp ltd limited corp corporation co company gmbh ag kg kgaa se ug ohg mbh \
    eg sa sas sarl spa srl bv nv oy oyj ab as asa aps plc pty pte sl slu sro kk lda ltda ltd ou doo \
    zrt kft group holding holdings";

/// … and that a short form of the name leaves out.
const PLAIN: &str = "\
    technologies technology tech software systems solutions services labs international global \
    digital worldwide consulting industries enterprises hq";

/// The host of a web address, of an e-mail address or of a link around one, without `www.`.
pub(super) fn domain(text: &str) -> String {
    let text = match text.split_once('>') {
        Some((tag, rest)) if tag.starts_with('<') => rest.split('<').next().unwrap_or_default(),
        _ => text,
    };
    let lower = text.trim().to_lowercase();
    let host = lower.trim_end_matches('>').rsplit('@').next().unwrap_or_default();
    let host = host.rsplit("://").next().unwrap_or_default();
    let host = host.split(['/', '?', ':', '#']).next().unwrap_or_default().trim_end_matches('.');
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

/// All hosts of a cell that may hold several.
pub(super) fn domains(cell: &str) -> impl Iterator<Item = String> {
    let is_mark = |c: char| matches!(c, ',' | ';' | '\n' | '|');
    let is_link = cell.contains('<');
    let parts = cell.split(move |c: char| !is_link && (is_mark(c) || c == ' '));
    parts.map(domain).filter(|host| !host.is_empty())
}

/// Whether addresses at this host say nothing about the company.
pub(super) fn is_free(host: &str) -> bool {
    let is_country = |rest: &str| rest.split('.').all(|part| part.len() < 4);
    let is_own = |own: &str| {
        own == host || own.ends_with('.') && host.strip_prefix(own).is_some_and(is_country)
    };
    FREE_MAILERS.split(' ').any(is_own)
}

fn is_one_of(word: &str, list: &str) -> bool {
    list.split(' ').any(|own| own == word)
}

/// A company's name without case, punctuation and legal form.
pub(super) fn name(text: &str) -> String {
    let dotless = text.to_lowercase().replace(['.', '\'', '’'], "");
    let mut words: Vec<&str> =
        dotless.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    while words.len() > 1 && words.last().is_some_and(|word| is_one_of(word, LEGAL)) {
        words.pop();
    }
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words.join(" ")
}

/// The short form of a [`name`]: without words that say only what kind of business it is.
pub(super) fn stem(name: &str) -> &str {
    let mut rest = name;
    while let Some((head, last)) = rest.rsplit_once(' ') {
        if !is_one_of(last, PLAIN) && !is_one_of(last, LEGAL) {
            break;
        }
        rest = head;
    }
    if rest.len() < 3 { name } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_legal_form() {
        for (a, b) in [
            ("ACME, Inc.", "Acme"),
            ("Müller & Söhne GmbH & Co. KG", "müller söhne gmbh"),
            ("The Widget Company Ltd", "widget"),
            ("Ostrava s.r.o.", "ostrava"),
        ] {
            assert_eq!(name(a), name(b), "{a} / {b}");
        }
        assert_ne!(name("Acme"), name("Zenith Bank"));
        assert_eq!(name("Group"), "group");
    }

    #[test]
    fn short_forms_are_similar_and_other_companies_are_not() {
        for (a, b, is_similar) in [
            ("acme", "acme technologies", true),
            ("Acme Software Solutions", "ACME Technologies Inc.", true),
            ("acme", "zenith bank", false),
            ("Acme Bank", "Acme", false),
            ("Global Services", "International Services", false),
            ("HP Labs", "HP Global", false),
        ] {
            assert_eq!(stem(&name(a)) == stem(&name(b)), is_similar, "{a} / {b}");
        }
    }

    #[test]
    fn hosts_are_compared_without_the_path() {
        for (cell, host) in [
            ("https://www.Acme.com/about", "acme.com"),
            ("Jo <jo@acme.com>", "acme.com"),
            ("<a href=\"http://www.acme.com\" target=\"_blank\">www.acme.com</a>", "acme.com"),
            ("acme.com:8080", "acme.com"),
            ("", ""),
        ] {
            assert_eq!(domain(cell), host, "{cell}");
        }
        let all: Vec<String> = domains("acme.com; www.acme.de, acme.fr").collect();
        assert_eq!(all, ["acme.com", "acme.de", "acme.fr"]);
    }

    #[test]
    fn free_mailers_say_nothing_about_the_company() {
        for host in ["gmail.com", "yahoo.co.uk", "outlook.fr", "web.de", "qq.com", "gmx.at"] {
            assert!(is_free(host), "{host}");
        }
        for host in ["acme.com", "gmailing.com", "mail.acme.com", "live.acme.com", "web.dev", ""] {
            assert!(!is_free(host), "{host}");
        }
    }
}
