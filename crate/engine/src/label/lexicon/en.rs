//! English phrases.

use super::{Entry, entry};

/// All of them.
pub(crate) const ENTRIES: &[Entry] = &[
    entry(
        "negation",
        "not",
        "not; no; never; without; isn't; isnt; don't; dont; doesn't; doesnt; didn't; didnt; wasn't; aren't; hardly; zero; nothing",
    ),
    entry(
        "category",
        "bug",
        "no longer; zero rows; no rows; no data; contains no; contains nothing; shows nothing; cannot get past; can't get past; starts over; loops back; login page again; sent back; sends me back; kicks me out; kicked out; twice for the same; charged twice; billed twice; double charged; charged double; billed double; double in; two payments; wrong vat; wrong amount; wrong tax; never arrives; not arriving; does nothing; nothing happens; stops; quits; shuts down; closes itself; bug; bugs; buggy; crash; crashes; crashed; crashing; glitch*; broken; error; errors; freeze; freezes; freezing; frozen; froze; not working; isn't working; isnt working; doesn't work; doesnt work; don't work; dont work; didn't work; didnt work; won't work; wont work; not work; stopped working; stops working; no longer works; no longer work; not loading; won't load; wont load; doesn't load; not open; won't open; wont open; can't open; won't start; won't connect; doesn't connect; not connect; can't connect; cant connect; cannot connect; unable to connect; doesn't sync; not sync; won't sync; wont sync; not syncing; doesn't update; won't update; not updating; can't log in; can't login; cant login; cannot log in; cannot login; unable to log; unable to login; login loop; logs me out; logged out; logging me out; signed out; sent back to the login; keeps crashing; keeps asking; keeps disconnecting; disconnects; disconnecting; fails; failed; failing; failure; blank; white screen; black screen; disappear*; missing data; data loss; lost data; lost my data; wrong number*; wrong data; wrong result*; wrong value*; incorrect*; inaccurate; mismatch; duplicate*; stuck; hangs; spinning; timeout; timed out; time out; corrupt*; regression; exception; null pointer; 404; 500 error; 502; 503; outage; doesn't respond; not responding; unresponsive; doesn't show; not showing; won't show; not display*; not appear*; empty; unreadable; not received; haven't received; not arrived; not recogni*; doesn't recogni*; declined; rejected; can't access; cannot access; malfunction*; messed up; goes down; is down; drains; draining; not saving; doesn't save; not recorded; doesn't record; not track*; doesn't track",
    ),
    entry(
        "category",
        "feature_request",
        "would be a great addition; would be a nice addition; would be even better; would be amazing; would be fantastic; would be perfect; would be nicer; would be better; would be handy; would be much better; would be a plus; would be very; would be really; be nice to; be nice if; be great to; be great if; be cool if; be cool to; be good if; be good to; be useful to; be useful if; be helpful to; be helpful if; be awesome if; nice to have; nice if; great if you; good if you; better if you; i would like; we would like; would like it; would like the; id like; i'd like; would love; i'd love to; want to be able; want to see; wanted to see; if only; if you could; if you can; if it could; if it had; if there was; if there were; if i could; if we could; why not add; why can't i; why can't we; why no; please make; please fix it so; please give us; please give; please put; please consider; please bring; please provide; please implement; please update to; please change; please return; please improve; should also; should be an; should be a; should be added; should be able; should let; should give; should provide; should be possible; should be more; must have; must add; could have; could be more; could be better; could be added; could use a; could use more; can you make; can we have; can we get; can we please; could we have; could we get; how about adding; how about; what about adding; need a; need to have; need the ability; need to be able; needs to be able; needs improvement; needs the ability; needs some; missing the; is missing; are missing; misses a; missing a; missing some; wish i had; wish to; wish for; wishes; hope to see; hope they; hope there; would appreciate; would be appreciated; add it back; add back; put back; adding a; adding the; add the; adding; add in; add to the; not available in; no ability; no support for; not support; doesn't support; does not support; doesn't have; does not have; doesn't allow; does not allow; not possible to; only thing i; the only thing; more options; more customi*; customi*; better integration; bring it back; could you send; could you offer; could you support; could you provide; could you allow; could you include; can you send; can you offer; can you support; can you provide; can you include; will you finally; when will you; when do you; finally offer; finally add; thing missing; is missing for us; missing for us; missing piece; please support; please offer; please provide; please make it possible; please include; please allow; please let; wishlist; connector; feature request; please add; pls add; plz add; please bring back; bring back; would be nice; would be great; would be good; would be helpful; would be useful; would be awesome; would be cool; would be better if; would be perfect if; would love to; would love if; would love a; would like to see; would like to have; would like an option; would like the option; i'd like to see; i'd love; i wish; we wish; wish there; wish it; wish you; wish i could; wish the app; could you add; can you add; could you please add; can you please add; could you make; should be able to; should have; should add; should include; should allow; should support; needs to have; need to add; needs a; needs an; needs more; need more; needs better; need an option; needs an option; add support; support for; add a; add an; add the ability; add more; add option; ability to; an option; option to; allow us to; allow users; let us; let me choose; missing feature*; lacks; lacking; lack of; no way to; no option; there is no way; there's no way; suggestion; suggest; i'd suggest; feature; it'd be; hoping for; hope you add; hope you can add; looking forward to; roadmap; any plans; plans to add; is it planned; dark mode; would recommend adding; enhancement; improvement; could be improved; can be improved; only thing missing; only missing; we need; integrate with; integration with; implement",
    ),
    entry(
        "category",
        "pain_point",
        "could not find; couldn't find; out of date; outdated; old version; seconds for; minutes for; hours for; seconds to; minutes to; hours to; takes seconds; no explanation; not explained; nobody answers; nobody answered; no one answers; takes minutes; needs seconds; confusing; confused; complicated; hard to; difficult; difficulty; frustrat*; annoy*; irritat*; painful; pain to; cumbersome; clunky; unintuitive; not intuitive; not user friendly; not easy; tedious; slow; slower; slowly; sluggish; laggy; lag; lags; takes forever; takes too long; takes ages; too long; too many; too much; too expensive; overpriced; expensive; waste of; wasted; useless; pointless; terrible; horrible; awful; worst; poor; bad; hate; hated; disappoint*; unhappy; dissatisfied; unacceptable; ridiculous; not happy; not satisfied; not good; unusable; inconvenient; messy; unclear; cluttered; no response; no answer; no reply; never answered; waiting for; still waiting; keeps me waiting; long wait; not helpful; unhelpful; rude; hidden; can't find; cannot find; cant find; hard time; struggle*; struggling; workaround; every time i have to; manually; repetitive; steep learning curve; charged twice; overcharged; extra fee; hidden fee*; unreliable; problem; problems; issue; issues; trouble; garbage; trash; crap; sucks; rubbish; not worth; don't like; dont like; didn't like; do not like; complain*; poorly; worse; ugly; intrusive; spam; too small; unfortunately",
    ),
    entry(
        "category",
        "praise",
        "love; loves; loving; loved; great; excellent; awesome; amazing; fantastic; perfect; perfectly; wonderful; brilliant; superb; outstanding; good; very good; nice; best; helpful; easy to use; user friendly; intuitive; works well; works great; works perfectly; works fine; thank you; thanks for; recommend; highly recommend; happy with; satisfied; pleased; impressed; impressive; enjoy; enjoyed; enjoying; like it; i like; we like; really like; convenient; useful; reliable; smooth; fast; quick; responsive; fun; cool; well done; well designed; great job; good job; keep it up; keep up; saves time; saved us; game changer; five stars; 5 stars; informative; motivat*; accurate; super; handy; delighted; exactly what",
    ),
    entry(
        "category",
        "churn_signal",
        "cancel my subscription; cancel our subscription; cancelling my; cancelling our; canceling my; canceling our; cancel my account; cancel our account; cancel the contract; cancel our contract; cancel the subscription; cancelled my; canceled my; cancelled our; canceled our; will cancel; going to cancel; want to cancel; thinking of cancel*; considering cancel*; consider cancel*; not renew; won't renew; will not renew; not renewing; won't be renewing; don't plan to renew; not be renewing; close my account; close our account; closing my account; closing our account; delete my account; leaving for; leaving you; we are leaving; we're leaving; i'm leaving; i am leaving; switching to; switch to another; switch to a competitor; switched to; moving to; move to another; moving away; migrate to; migrating to; looking at alternatives; looking for an alternative; looking for alternatives; evaluating alternatives; evaluating other; alternative provider; another provider; other vendors; another vendor; uninstall*; end our contract; terminate*; ditch; last straw; lost a customer; losing a customer; former customer; going elsewhere; go elsewhere; look elsewhere; get rid of; stop using; stopped using; deleted the app; deleting the app; deleting this app; money back",
    ),
    entry(
        "mood",
        "negative",
        "angry; furious; upset; sad; fed up; sick of; tired of; getting old; nightmare; disaster; joke; pathetic; stupid; dumb; fail; regret; scam; fraud; stolen; steal*; lost; wrong; worried; concerned; can't; cannot; cant; won't; unable; never; denied; blocked",
    ),
    entry(
        "mood",
        "positive",
        "glad; thrilled; excited; appreciate*; kudos; bravo; beautiful; solved; resolved quickly; finally works; improved a lot; much better; worth",
    ),
    entry(
        "severity",
        "critical",
        "outage; data loss; lost data; lost all; lost my data; lost everything; all data; security; breach; leak*; vulnerab*; hacked; stolen; fraud*; unauthori*; production; is down; are down; completely down; system down; all users; all our users; whole team; entire team; whole company; everyone is; nobody can; no one can; cannot work; can't work; blocked; blocker; blocking us; showstopper; emergency; critical; legal; lawsuit; compliance; gdpr; lose money; losing money; losing customers",
    ),
    entry(
        "severity",
        "high",
        "urgent; urgently; asap; immediately; crash; crashes; crashed; crashing; can't log in; can't login; cant login; cannot log in; cannot login; unable to log; unable to login; login loop; locked out; unusable; useless; cannot use; can't use; unable to use; not working; doesn't work; doesnt work; stopped working; won't open; every day; every time; constantly; always fails; deadline; renewal; several customers; many users; charged twice; double charged; unacceptable; missing money; money missing; third time; second time",
    ),
    entry(
        "severity",
        "low",
        "minor; cosmetic; typo; nice to have; small thing; small issue; tiny; would be nice; no rush; not urgent; low priority; little thing; nitpick; slight; slightly",
    ),
    entry(
        "cause",
        "slow_resolution",
        "no response; no reply; no answer; never answered; never replied; not responding to; still waiting; waiting for weeks; waiting for days; weeks ago; days ago; days later; weeks later; for weeks; for months; long wait; slow support; slow response; slow resolution; takes days; took days; took weeks; support never; support is slow; ticket open; still open; still not resolved; not resolved; unresolved; second time; third time; still not fixed; keep asking; no update; any update; chasing; follow up; following up; ignored; wait time; how long",
    ),
    entry(
        "cause",
        "missing_documentation",
        "documentation; docs; no documentation; manual; tutorial; tutorials; instructions; no instructions; how do i; how to; guide; help page; help article; knowledge base; unclear how; not documented; undocumented; no explanation; explain*; example*; couldn't find how; can't figure out; figure out; don't understand; not clear; faq",
    ),
    entry(
        "cause",
        "billing_confusion",
        "invoice*; billing; billed; bill; charged; charge; charges; overcharged; refund*; fee; fees; vat; tax; taxes; price; prices; pricing; payment*; subscription fee; credit card; receipt*; renewal price; cost; costs; quote; discount; coupon; auto renew*",
    ),
    entry(
        "cause",
        "unexpected_behaviour",
        "expected; unexpected*; instead of; used to; no longer; since the update; since last update; since the last; after the update; after update; after updating; new version; latest version; new design; changed; removed; different from; differently; supposed to; behaves; why does; why did; why is; suddenly; all of a sudden; overnight; without warning; without notice; resets; reset; reverted; by itself; on its own",
    ),
    entry(
        "cause",
        "bug",
        "bug; bugs; crash; crashes; crashed; crashing; error; errors; glitch*; broken; freez*; login loop; fails; failed; corrupt*; blank; exception; timeout; not working; doesn't work; doesnt work; stopped working",
    ),
    entry(
        "risk",
        "churn",
        "cancel; cancelling; canceling; cancelled; canceled; not renew; won't renew; will not renew; not renewing; close my account; close our account; delete my account; leaving; we are leaving; we're leaving; moving away; stop using; stopped using; uninstall*; end our contract; terminate*; last straw; going elsewhere; look elsewhere; money back; looking at alternatives; looking for alternatives; looking for an alternative; evaluating alternatives; switching to; switched to; deleting the app; deleted the app",
    ),
    entry(
        "risk",
        "competitor",
        "competitor; competitors; competing product; competing products; competition; looking at alternatives; looking for an alternative; looking for alternatives; evaluating alternatives; alternative to you; better alternative; better alternatives; cheaper alternative; other alternatives; alternatives are; other vendors; another vendor; other providers; another provider; other tools do; another tool; other apps do; other apps have; other apps can; other apps are; another app; switching to; switched to; switch to another; switch to a competitor; switch to something; moving to another; moving to a; moved to another; migrating to another; compared to other; compared with other; better than yours; better elsewhere; does this better; does it better; do this better; do it better; other products; rival",
    ),
    entry(
        "risk",
        "escalation",
        "escalate; escalated; escalating; escalation; manager; supervisor; management; ceo; cto; executive; lawyer; attorney; legal action; legal; lawsuit; sue; court; ombudsman; regulator; complaint; formal complaint; consumer protection; trustpilot; twitter; social media; unacceptable; last warning; final warning; third time; fourth time; second time writing; breach of contract; sla; contractual; report you",
    ),
    entry(
        "area",
        "Authentication",
        "login; log in; logged in; logging in; logs me out; logged out; sign in; signing in; signin; password; passwords; passcode; 2fa; mfa; two factor; sso; saml; oauth; authenticat*; verification code; locked out; session expired; credentials",
    ),
    entry(
        "area",
        "Billing",
        "invoice*; billing; billed; bill; charged; payment; payments; refund*; credit card; subscription; pricing; price; fee; fees; vat; receipt*; renewal; top up; checkout",
    ),
    entry(
        "area",
        "Mobile app",
        "mobile app; mobile; phone app; app store; play store; iphone; ipad; ios; android; smartphone; tablet; the app; this app; your app",
    ),
    entry(
        "area",
        "API",
        "api; apis; webhook; webhooks; endpoint*; sdk; rate limit*; rest; graphql; api key; developer*; payload; json",
    ),
    entry(
        "area",
        "Performance",
        "slow; slower; slowly; sluggish; lag; lags; laggy; latency; performance; loading; load time; takes forever; timeout; timed out; speed; freez*; hangs",
    ),
    entry(
        "area",
        "Integrations",
        "integration; integrations; integrate*; salesforce; slack; zapier; jira; hubspot; google calendar; outlook; teams; connector; strava; plugin; third party; zendesk; sap",
    ),
    entry(
        "area",
        "Onboarding",
        "onboarding; set up; setup; getting started; first steps; install; installation; installing; sign up; signup; registration; register; tutorial; trial; migration; activate; activation",
    ),
    entry(
        "area",
        "Reporting",
        "report; reports; reporting; dashboard; dashboards; export; exports; exported; csv; excel; chart; charts; graph; graphs; analytics; statistics; metrics",
    ),
    entry(
        "area",
        "Notifications",
        "notification; notifications; notify; alert; alerts; reminder*; push; email alerts",
    ),
    entry("area", "Search", "search; searching; filter; filters; find results; search results"),
    entry(
        "area",
        "Devices and sync",
        "sync; syncs; syncing; synced; synchron*; bluetooth; pair; pairing; paired; watch; device; connect to my phone; wearable; sensor",
    ),
    entry(
        "area",
        "Support",
        "support; customer service; help desk; helpdesk; support team; agent; chat support; ticket; tickets",
    ),
    entry(
        "area",
        "Documentation",
        "documentation; docs; help center; help centre; knowledge base; manual; faq",
    ),
    entry(
        "area",
        "User interface",
        "interface; ui; ux; layout; design; menu; button; buttons; navigation; dark mode; font; screen; theme; colour*; color*",
    ),
];
