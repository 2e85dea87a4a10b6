//! German phrases.

use super::{Entry, entry};

/// All of them.
pub(crate) const ENTRIES: &[Entry] = &[
    entry("negation", "not", "nicht; kein; keine; keinen; keinerlei; ohne; nie; niemals; nichts"),
    entry(
        "category",
        "bug",
        "zweimal berechnet; zweimal belastet; zweimal abgebucht; doppelt berechnet; doppelt abgebucht; doppelt belastet; null zeilen; keine daten; keine zeilen; meldet mich; wirft mich; bleibt bei; bleibt stehen; bricht ab; bricht dann ab; trennt die verbindung; verliert die verbindung; kommen nicht an; kommt nicht an; nicht über den; von vorne; passiert nichts; schließt sich; fehler; fehlermeldung*; fehlerhaft*; bug; bugs; absturz; abstürze; abgestürzt; stürzt; stürzen; crash*; funktioniert nicht; funktionieren nicht; funktioniert nichts; funktioniert seit; funktionierte nicht; geht nicht; gehen nicht; nicht mehr; lädt nicht; öffnet nicht; öffnet sich nicht; startet nicht; verbindet sich nicht; verbindet nicht; keine verbindung; kann mich nicht anmelden; kann mich nicht einloggen; anmeldung schlägt fehl; anmeldeschleife; login schleife; login loop; login endlosschleife; wieder auf der anmeldeseite; immer wieder auf der; schleife; endlosschleife; ausgeloggt; abgemeldet; synchronisiert nicht; synchronisiert sich nicht; synchronisieren sich nicht; schlägt fehl; fehlgeschlagen; scheitert; leer; leere; leeren; weißer bildschirm; schwarzer bildschirm; verschwunden; verschwindet; verschwinden; falsch; falsche; falschen; falsches; kaputt; defekt; hängt; hängen; eingefroren; friert; ausfall; ausgefallen; datenverlust; daten verloren; reagiert nicht; wird nicht angezeigt; werden nicht angezeigt; zeigt nicht; nicht erkannt; nicht lesbar; unlesbar; doppelt; doppelte; abgelehnt; nicht angekommen; stimmt nicht; stimmen nicht; speichert nicht; nicht gespeichert; unmöglich",
    ),
    entry(
        "category",
        "feature_request",
        "bitte ermöglicht; bitte ermöglichen; wann gibt es; endlich einen; endlich eine; endlich ein; könnten; würde gern; würden gern; nachtmodus; dunkle farben; gern umstellen; bitte bietet; bitte unterstützt; wir wünschen; bitte gebt uns; wäre schön; wäre toll; wäre super; wäre gut; wäre hilfreich; wäre nett; wäre klasse; wäre wünschenswert; wünsche mir; wünschen uns; würde mir wünschen; wünschenswert; wünschte; bitte hinzufügen; bitte ergänzen; bitte einbauen; könnte man; könntet ihr; könnten sie; bitte ermöglichen; ermöglichen; es fehlt; fehlt; fehlen; fehlende funktion; mir fehlt; uns fehlt; wir brauchen; brauchen wir; bräuchten; sollte es geben; sollte man; sollte möglich; sollten; eine option; option; möglichkeit; funktion; funktionswunsch; vorschlag; verbesserung*; dunkler modus; dunkelmodus; dark mode; geplant; integrieren; unterstützung für; gerne hätte; hätte gern; hätten gern; würde gerne",
    ),
    entry(
        "category",
        "pain_point",
        "nicht klar; wurde mir nicht klar; veraltet; veraltete; veralteten; alte version; sekunden für; minuten für; braucht; dauert; eine ewigkeit; ewigkeit; ewig; kompliziert*; umständlich*; unübersichtlich*; verwirrend*; schwierig*; schwer zu; mühsam*; nervig; nervt; ärgerlich; frustrierend*; frustriert; langsam; langsamer; träge; ruckelt; dauert ewig; dauert zu lange; zu lange; zu lang; lange; zu teuer; teuer; teurer; zu viele; zu viel; nutzlos; schlecht; schlechte; schlechter; schrecklich; furchtbar; katastroph*; enttäusch*; unzufrieden; inakzeptabel; unverschämt; nicht zufrieden; nicht gut; keine antwort; keine rückmeldung; warte seit; warten seit; wartezeit*; warte; problem; probleme; unbrauchbar; unklar; nicht intuitiv; finde nicht; nicht zu finden; manuell; von hand; doppelt berechnet; zu klein; hasse; leider; mangelhaft; ärger; müll; schrott; zeitverschwendung; instabil; werbung",
    ),
    entry(
        "category",
        "praise",
        "super; toll; tolle; großartig*; hervorragend*; ausgezeichnet*; perfekt; perfekte; sehr gut; gut; gute; guter; gutes; klasse; spitze; prima; genial; wunderbar; fantastisch; liebe; lieben; danke; vielen dank; zufrieden; begeistert; freue mich; empfehlen; empfehle; empfehlenswert; hilfreich; nützlich; praktisch; einfach zu bedienen; benutzerfreundlich; übersichtlich; intuitiv; zuverlässig; schnell; schnelle; schneller; beste; bester; bestes; gefällt; läuft einwandfrei; einwandfrei; reibungslos; weiter so; spart zeit; spart uns; lob",
    ),
    entry(
        "category",
        "churn_signal",
        "verlängern wir; verlängern den vertrag nicht; den vertrag nicht; beende mein; beenden unser; steige um; kündigen; kündige; kündigung; gekündigt; nicht verlängern; verlängern nicht; nicht verlängert; vertrag beenden; wechseln zu; wechsel zu; wechseln zum; wechseln; wechsle; gewechselt; steigen um; umsteigen; zur konkurrenz; zum wettbewerber; anderen anbieter; anderer anbieter; andere anbieter; alternative; alternativen; konto löschen; konto schließen; abo beenden; abo kündigen; deinstallier*; abmelden wollen; geld zurück; verlassen; suchen uns",
    ),
    entry(
        "mood",
        "negative",
        "wütend; sauer; traurig; genervt; verärgert; nie; verloren; gestohlen; betrug; abgelehnt; gesperrt; unmöglich; bedauer*",
    ),
    entry(
        "mood",
        "positive",
        "froh; glücklich; freut; erfreut; gelöst; endlich; hilfsbereit; kompetent; freundlich",
    ),
    entry(
        "severity",
        "critical",
        "ausfall; datenverlust; daten verloren; alles verloren; sicherheit*; datenleck; gehackt; gestohlen; betrug; produktion; produktiv; alle nutzer; alle benutzer; ganze team; gesamte team; ganzes team; niemand kann; blockiert; blockierend; kritisch; rechtlich; dsgvo; notfall; können nicht arbeiten; nicht arbeiten",
    ),
    entry(
        "severity",
        "high",
        "dringend; eilig; sofort; umgehend; absturz; abstürze; stürzt; crash*; kann mich nicht anmelden; nicht anmelden; nicht einloggen; login loop; anmeldeschleife; unbrauchbar; funktioniert nicht; geht nicht; jedes mal; jeden tag; ständig; immer wieder; inakzeptabel; doppelt berechnet; zum zweiten mal; zum dritten mal",
    ),
    entry(
        "severity",
        "low",
        "kleinigkeit*; kosmetisch; tippfehler; nicht dringend; kleiner fehler; geringfügig; leicht; wäre nett; kleines problem",
    ),
    entry(
        "cause",
        "slow_resolution",
        "keine antwort; keine rückmeldung; warte seit; warten seit; seit wochen; seit tagen; seit monaten; wartezeit*; warte; noch immer nicht; immer noch nicht; nicht gelöst; ungelöst; dauert tage; dauert wochen; tagelang; wochenlang; nachgefragt; reagiert niemand; support antwortet; tage gedauert; wochen gedauert",
    ),
    entry(
        "cause",
        "missing_documentation",
        "dokumentation; anleitung; anleitungen; handbuch; tutorial*; beispiel*; erklär*; hilfeseite; hilfeartikel; nicht dokumentiert; unklar; verstehe nicht; wie kann ich; faq",
    ),
    entry(
        "cause",
        "billing_confusion",
        "rechnung*; abrechnung*; abgebucht; berechnet; abbuchung*; rückerstattung*; erstattung*; gebühr*; mwst; mehrwertsteuer; umsatzsteuer; preis*; kosten; zahlung*; abo; kreditkarte",
    ),
    entry(
        "cause",
        "unexpected_behaviour",
        "statt; stattdessen; seit dem update; nach dem update; seit dem letzten; nach dem letzten; neue version; neuen version; früher; plötzlich; unerwartet*; geändert; entfernt; anders als; warum; eigentlich; ohne vorwarnung; setzt sich zurück; von selbst; erwartet",
    ),
    entry(
        "cause",
        "bug",
        "fehler; fehlermeldung*; bug; absturz; stürzt; crash*; funktioniert nicht; geht nicht; schlägt fehl; leer; kaputt; login loop; anmeldeschleife; endlosschleife",
    ),
    entry(
        "risk",
        "churn",
        "verlängern wir; den vertrag nicht; beende mein; kündigen; kündige; kündigung; gekündigt; nicht verlängern; verlängern nicht; konto löschen; konto schließen; deinstallier*; umsteigen; steigen um; vertrag beenden; wechseln zu; wechseln zum; wechseln; geld zurück",
    ),
    entry(
        "risk",
        "competitor",
        "konkurrenz; konkurrent*; wettbewerber*; mitbewerber*; anderen anbieter; anderer anbieter; andere anbieter; alternative; alternativen; andere apps; im vergleich zu",
    ),
    entry(
        "risk",
        "escalation",
        "eskal*; vorgesetzte*; geschäftsführ*; geschäftsleitung; anwalt; rechtsanwalt; rechtlich*; klage; gericht; beschwerde; verbraucherschutz; verbraucherzentrale; inakzeptabel; frist; mahnung; zum dritten mal; zum zweiten mal; soziale medien",
    ),
    entry(
        "area",
        "Authentication",
        "anmeldung; anmelden; anmeldeseite; einloggen; login; passwort; passworteingabe; kennwort; zwei-faktor; authentifizierung; sso; ausgeloggt; abgemeldet",
    ),
    entry(
        "area",
        "Billing",
        "rechnung*; abrechnung*; zahlung*; abo; abonnement; preis*; gebühr*; mwst; erstattung*; kreditkarte; abgebucht; umsatzsteuer",
    ),
    entry(
        "area",
        "Mobile app",
        "mobile app; app; handy; smartphone; iphone; ipad; ios; android; tablet",
    ),
    entry("area", "API", "api; schnittstelle*; webhook*; sdk; entwickler*; json"),
    entry(
        "area",
        "Performance",
        "langsam; langsamer; träge; ruckelt; performance; ladezeit*; lädt; geschwindigkeit; dauert ewig",
    ),
    entry(
        "area",
        "Integrations",
        "integration; integrationen; anbindung*; salesforce; slack; zapier; jira; hubspot; outlook; teams; strava; sap",
    ),
    entry(
        "area",
        "Onboarding",
        "einrichtung; einrichten; installation; installieren; registrierung; erste schritte; einführung; migration; testphase",
    ),
    entry(
        "area",
        "Reporting",
        "bericht; berichte; berichten; dashboard*; export; exportieren; csv-export; csv; excel; auswertung*; diagramm*; statistik*",
    ),
    entry("area", "Notifications", "benachrichtigung*; erinnerung*; mitteilung*; push"),
    entry("area", "Search", "suche; suchen; suchergebnis*; filter; filtern"),
    entry(
        "area",
        "Devices and sync",
        "synchron*; sync; bluetooth; uhr; gerät; geräte; koppeln; kopplung; armband; sensor*",
    ),
    entry(
        "area",
        "Support",
        "support; kundendienst; kundenservice; kundenbetreuung; ticket; hotline",
    ),
    entry(
        "area",
        "Documentation",
        "dokumentation; anleitung; handbuch; hilfeseite; hilfeartikel; faq",
    ),
    entry(
        "area",
        "User interface",
        "oberfläche; benutzeroberfläche; menü; knopf; button; schaltfläche*; design; darstellung; dunkler modus; dunkelmodus; bildschirm; schrift",
    ),
];
