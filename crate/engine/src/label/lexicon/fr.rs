//! French phrases.

use super::{Entry, entry};

/// All of them.
pub(crate) const ENTRIES: &[Entry] = &[
    entry("negation", "not", "pas; ne; jamais; aucun; aucune; sans; plus de; rien"),
    entry(
        "category",
        "bug",
        "facturé deux fois; facturé en double; en double; débité deux fois; deux fois pour; deux paiements; débit en double; zéro ligne; aucune donnée; aucune ligne; ne contient aucun*; reste bloqué; se coupe; se ferme; se déconnecte; n'arrivent jamais; n'arrive jamais; rien ne se passe; ne passe pas; s'interrompt; tourne en boucle; coupe la connexion; bug; bugs; bugue; bugué; buggé; buggee; plante; plantage*; planter; plantent; crash*; erreur; erreurs; ne fonctionne pas; ne fonctionne plus; fonctionne pas; fonctionne plus; fonctionne mal; ne marche pas; ne marche plus; marche pas; marche plus; marche mal; ne s'ouvre pas; s'ouvre pas; s'ouvre plus; ouvre pas; ouvre plus; ne charge pas; charge pas; charge plus; ne démarre pas; démarre pas; ne se connecte pas; connecte pas; connecte plus; impossible de; impossible d'; impossible; ne synchronise pas; synchronise pas; synchronise plus; plus de synchro; pas de synchro; déconnect*; déconnexion*; renvoyé à la page; renvoie à la page; renvoyée à la page; boucle de connexion; bloqué; bloquée; bloque; figé; fige; gelé; panne; en panne; échoue; échec; vide; page blanche; écran noir; écran blanc; disparu*; disparaît; disparait; faux; fausse; fausses; erroné*; incorrect*; mauvais calcul; inexact*; ne s'affiche pas; s'affiche pas; s'affiche plus; affiche pas; affiche plus; ne reçois pas; reçois pas; reçois plus; pas reçu; n'arrive pas à; n'arrive plus à; arrive plus à; arrive pas à; ne répond pas; répond plus; ne reconnaît pas; reconnaît pas; perd la connexion; pertes de connexion; perte de connexion; perte de données; données perdues; beug; beugs; bogue*; dysfonction*; inutilisable; en boucle; refusé*; refuse de; doublon*; enregistre pas; n'enregistre pas; problème de connexion; problèmes de connexion; problème de synchro*",
    ),
    entry(
        "category",
        "feature_request",
        "il serait; cela serait; serait très; serait plus; serait encore; serait intéressante; il ne manque; ne manque; ne manque que; manque juste; manque une; manque un; manque la; manque le; manquerait; il manquerait; j'aurais aimé; aurait été; aurais souhaité; aurais préféré; auriez; ça serait; si on pouvait; si vous pouviez; pourrait être; pourrait; pourraient; mériterait; aimerai; aimerions bien; j'attends; en attente de; espère; j'espère; pourquoi pas; pourquoi ne pas; rajouté; à ajouter; à améliorer; à rajouter; l'ajout; ajout de; ajout d'; permettre de; permettrait; plus d'options; plus de choix; pas la possibilité; pas possible de; ne permet pas; pas d'option; impossibilité de; serait un plus; un plus serait; merci de rajouter; mettez; mettre en place; évolution; prochaine mise à jour; version future; il nous faut; il me faut; quand proposerez; enfin un; enfin une; permettez-nous; permettez nous; permettez; pourriez-vous; pouvez-vous; un thème sombre; mode nuit; thème sombre; merci d'ajouter; il nous manque; ajouter; ajoutez; rajouter; rajoutez; rajout; serait bien; serait génial; serait top; serait cool; serait super; serait intéressant; serait pratique; serait utile; serait parfait; serait mieux; serait sympa; serait appréciable; ce serait; j'aimerais; aimerais; aimerait; aimerions; souhaiterais; souhaite; souhaiterait; souhaitons; voudrais; voudrait; voudrions; pourriez-vous ajouter; pouvez-vous ajouter; pourriez vous; il faudrait; faudrait; il manque; manque; manquent; dommage qu'on ne puisse; dommage de ne pas pouvoir; pouvoir; possibilité de; possibilité d'; avoir la possibilité; l'option; une option; fonctionnalité*; fonction; suggestion; amélioration*; améliorer; devrait pouvoir; devrait permettre; devrait; on devrait; prévoir; mode sombre; à quand; intégrer; il n'y a pas de; remettre; remettez; besoin d'une; besoin d'un",
    ),
    entry(
        "category",
        "pain_point",
        "mettent une éternité; met une éternité; une éternité; prend des; secondes; minutes pour; heures pour; périmé; périmée; obsolète*; ancienne version; saccade; saccad*; impossible de comprendre; trop élevé; trop élevée; trop élevés; pas à jour; compliqué*; difficile*; confus*; pas clair; pas intuitif; peu intuitif*; pas pratique; peu pratique; frustrant*; agaçant*; énervant*; pénible*; lourd; lourde; lent; lente; lents; lentes; lenteur*; rame; ramer; trop long; trop longue; trop cher; cher; chère; trop de; inutile*; nul; nulle; nuls; horrible; catastroph*; pire; mauvais; mauvaise; décevant*; déçu; déçue; déception; décevoir; insatisfait*; mécontent*; inacceptable; scandaleux; honteux; pas de réponse; aucune réponse; sans réponse; j'attends; attente; attends toujours; pas content; pas satisfait*; dommage; problème; problèmes; souci; soucis; galère; perte de temps; arnaque; facturé deux fois; surfacturé; pas terrible; moyen; moyenne; bof; illisible; trop petit; obligé de; à la main; manuellement; introuvable; trouve pas; n'aime pas; aime pas; instable; publicité*; pubs",
    ),
    entry(
        "category",
        "praise",
        "merci pour; merci beaucoup; simple d'utilisation; simple et; simple à; excellent*; super; génial; géniale; parfait; parfaite; parfaitement; très bien; très bon; très bonne; bonne; bon; bien; formidable; magnifique; top; adore; j'adore; j'aime; aime; bravo; satisfait; satisfaite; content; contente; ravi; ravie; facile; pratique; utile; intuitif; intuitive; efficace; complet; complète; fiable; rapide; recommande; je recommande; agréable; ludique; motivant*; meilleur; meilleure; impeccable; nickel; beau; belle; cool; fluide; précis; précise; claire; clair",
    ),
    entry(
        "category",
        "churn_signal",
        "résilierons; résilierai; ne renouvelons pas; nous résilions; on arrête; j'arrête; résilier; résilie; résiliation; résilions; annuler mon abonnement; annuler notre abonnement; annule mon abonnement; annuler l'abonnement; ne renouvellerai pas; ne renouvellerons pas; pas renouveler; ne pas renouveler; fermer mon compte; clôturer mon compte; supprimer mon compte; désinstall*; je désinstalle; quitter; nous partons; je pars; changer de prestataire; changer de fournisseur; chez un concurrent; à la concurrence; passer à un autre; passer à la concurrence; passons à; alternative*; autre solution; autre fournisseur; mettre fin; je supprime; me désabonn*; désabonn*; remboursez; arrêter d'utiliser; dernier recours; aller voir ailleurs; ailleurs",
    ),
    entry(
        "mood",
        "negative",
        "en colère; furieux; furieuse; marre; ras le bol; honte; scandale; triste; impossible; perdu; perdue; jamais; volé; volée; fraude; refusé; inquiet; inquiète; regrette",
    ),
    entry(
        "mood",
        "positive",
        "heureux; heureuse; enchanté*; félicitation*; enfin résolu; résolu rapidement; apprécie; appréciable",
    ),
    entry(
        "severity",
        "critical",
        "panne générale; perte de données; données perdues; tout perdu; sécurité; fuite; piraté*; volé*; fraude; frauduleu*; en production; hors service; hors ligne; tous les utilisateurs; toute l'équipe; toute notre équipe; personne ne peut; bloquant; bloquante; bloqués; critique; juridique; rgpd; urgence",
    ),
    entry(
        "severity",
        "high",
        "urgent; urgente; au plus vite; immédiatement; plante; plantage*; crash*; impossible de me connecter; impossible de se connecter; boucle de connexion; inutilisable; ne fonctionne pas; ne fonctionne plus; fonctionne plus; ne marche plus; marche plus; à chaque fois; tous les jours; constamment; sans arrêt; inacceptable; facturé deux fois; deuxième fois; troisième fois",
    ),
    entry(
        "severity",
        "low",
        "mineur; mineure; cosmétique; faute de frappe; petit détail; petit souci; pas urgent; léger; légère; légèrement; serait sympa",
    ),
    entry(
        "cause",
        "slow_resolution",
        "pas de réponse; aucune réponse; sans réponse; j'attends; attends toujours; toujours en attente; en attente; depuis des semaines; depuis des jours; depuis plusieurs; semaines; relance*; relancé; support lent; délai*; trop de temps; toujours pas résolu; pas résolu; toujours pas",
    ),
    entry(
        "cause",
        "missing_documentation",
        "documentation; mode d'emploi; notice; tutoriel*; instructions; comment faire; guide; aide en ligne; pas d'explication*; expliqu*; pas clair; comprends pas; faq; exemple*",
    ),
    entry(
        "cause",
        "billing_confusion",
        "facture*; facturé*; facturation; prélev*; remboursement*; rembours*; frais; tva; prix; tarif*; paiement*; abonnement; carte bancaire; coût*; taxe*",
    ),
    entry(
        "cause",
        "unexpected_behaviour",
        "au lieu de; depuis la mise à jour; depuis la dernière; depuis la nouvelle; nouvelle version; dernière version; après la mise à jour; dernière mise à jour; avant; changé; supprimé; inattendu*; normalement; pourquoi; tout à coup; sans prévenir; soudain*; ne correspond pas; se réinitialise; tout seul; toute seule",
    ),
    entry(
        "cause",
        "bug",
        "bug; bugs; plante; plantage*; crash*; erreur; erreurs; échoue; vide; ne fonctionne pas; ne fonctionne plus; fonctionne pas; fonctionne plus; ne marche pas; ne marche plus; marche pas; marche plus; boucle de connexion; impossible de",
    ),
    entry(
        "risk",
        "churn",
        "résilierons; résilierai; résili*; annuler mon abonnement; annuler notre abonnement; ne renouvellerons pas; ne renouvellerai pas; pas renouveler; fermer mon compte; clôturer mon compte; supprimer mon compte; désinstall*; quitter; désabonn*; mettre fin; ailleurs; changer de fournisseur; changer de prestataire",
    ),
    entry(
        "risk",
        "competitor",
        "concurrent; concurrents; concurrence; autre solution; autre fournisseur; autres applications; autre application; alternative*; par rapport à; passer à",
    ),
    entry(
        "risk",
        "escalation",
        "responsable; direction; directeur; directrice; avocat; juridique; justice; tribunal; plainte; réclamation; réseaux sociaux; inacceptable; mise en demeure; deuxième fois; troisième fois; signaler",
    ),
    entry(
        "area",
        "Authentication",
        "connexion; me connecter; se connecter; mot de passe; identifiant*; authentification; code de vérification; double authentification; sso; page de connexion; déconnecté",
    ),
    entry(
        "area",
        "Billing",
        "facture*; facturation; facturé*; paiement*; abonnement; remboursement*; prélev*; tarif*; prix; tva; carte bancaire; frais",
    ),
    entry(
        "area",
        "Mobile app",
        "application mobile; mobile; téléphone; smartphone; iphone; ipad; ios; android; tablette; l'application; appli; application",
    ),
    entry("area", "API", "api; webhook*; sdk; développeur*; json"),
    entry(
        "area",
        "Performance",
        "lent; lente; lents; lentes; lenteur*; rame; performance*; chargement; temps de réponse; vitesse",
    ),
    entry(
        "area",
        "Integrations",
        "intégration*; salesforce; slack; zapier; jira; hubspot; outlook; teams; connecteur*; strava; sap",
    ),
    entry(
        "area",
        "Onboarding",
        "prise en main; installation; installer; inscription; premiers pas; configuration; configurer; migration; période d'essai",
    ),
    entry(
        "area",
        "Reporting",
        "rapport; rapports; tableau de bord; tableaux de bord; export; exports; exportation; csv; excel; graphique*; statistiques",
    ),
    entry("area", "Notifications", "notification*; alerte*; rappel*"),
    entry("area", "Search", "recherche; rechercher; filtre; filtres; résultats de recherche"),
    entry(
        "area",
        "Devices and sync",
        "synchro; synchronis*; bluetooth; montre; appairage; appareil; bracelet; capteur*",
    ),
    entry(
        "area",
        "Support",
        "support; service client; service clients; assistance; conseiller*; ticket; sav",
    ),
    entry("area", "Documentation", "documentation; mode d'emploi; notice; centre d'aide; faq"),
    entry(
        "area",
        "User interface",
        "interface; ergonomie; mise en page; menu; bouton*; affichage; mode sombre; écran; navigation; couleur*",
    ),
];
