"""The sentences in which Danish minutes decide. A sentence is understood only when one of these fits the whole of it.

What fits none is either of no consequence (a thank-you) or, where a word in it belongs to decisions, not certain: then
nobody is told a result, and a person reads the text. A new way of saying something is a new row.
"""

import re
from enum import StrEnum

from portal.imports.plan.history import is_remembered
from portal.rules.results import Result


class Said(StrEnum):
    """What a sentence says that is no result of the matter."""

    NOTHING = "nothing"  # votes, reservations, remarks, history
    AMENDMENT_FELL = "amendment_fell"  # or a motion on procedure: the matter goes on
    AMENDED = "amended"  # what is adopted after it is not what was put forward
    FALLEN_PROPOSAL = "fallen_proposal"  # "Forslaget faldt": the matter, unless there were amendments
    UNSURE = "unsure"


Saying = Result | Said

# Who decides, what is decided on, and what may stand between the words without changing them
BODY = (
    r"(?P<body>(?:et )?(?:enigt |enstemmigt |samlet )?(?:[\w.]+[ -](?:, )?(?:og )?){0,6}?\w*(?:udvalg|råd|"
    r"bestyrelse|magistrat)(?:et|en|n)?)"
)
MAJORITY = (
    rf"et (?:stort |snævert )?flertal(?: (?:i|af) {BODY.replace('?P<body>', '?:')})?(?:,? (?:på|bestående af) "
    rf"[^.]{{1,200}}?)?"
)
_NOUN = (
    r"(?:indstilling|forslag|sag|punkt|dagsorden|referat|plan|budget|regnskab|takst|bevilling|kommissori|"
    r"politik|strategi|"
    r"vedtægt|redegørelse|orientering|aftale|regulativ|program|ramme|model|projekt|rapport|evaluering|oplæg|"
    r"høringssvar|"
    r"beretning|udkast|opfølgning|status|handleplan|protokol|notat|prioritering|tidsplan)"
)
MATTER = rf"(?P<lead>[\w\- ,]{{0,80}}?)\b\w*{_NOUN}\w*\b(?P<about>[^.;:]{{0,240}}?)?"
CALM = (
    r"(?:(?:enstemmigt|uændret|endeligt|hermed|dermed|herefter|derefter|således|nu|altså|efterfølgende|alle|"
    r"enige?|i enighed) ?)*"
)
WAS = rf"(?:blev|er|bliver|er blevet|blev så|ses) ?{CALM}"
VOTES = (
    r"(?:,? ?(?:med|efter) [\w ]{0,12}?\d{1,3}(?: stemmer)?(?: for)?(?:,? (?:imod|mod|og) \d{1,3}(?: stemmer)?(?: "
    r"imod)?)?)?"
)
AS_IT_WAS = (
    rf"(?: (?:som indstillet|uden bemærkninger|uden afstemning|uden ændringer|uændret|enstemmigt|i enighed|i "
    rf"henhold til indstillingen|"
    rf"efter afstemning|i overensstemmelse med [^.,;]{{1,120}}|efter indstillingen))*{VOTES}"
)
CARRIED = r"(?:godkendt|vedtaget|tiltrådt)e?"
CARRY = r"(?:godkendes|vedtages|tiltrædes|godkendtes|vedtoges|tiltrådtes)"
CARRIES = (
    r"(?:godkendte|godkender|vedtog|vedtager|tiltrådte|tiltræder|kunne CALM?(?:tiltræde|godkende|vedtage)|kan "
    r"CALM?(?:tiltræde|godkende))"
)
CHANGED = (
    r",? ?(?:dog (?:således|sådan|at|med|uden|ikke|undtaget)\b|med (?:den|de|følgende|disse|denne|en række|"
    r"enkelte|mindre|de foreslåede|de"
    r" fremlagte) ?(?:\w+ ){0,2}(?:ændring|tilføjelse|rettelse|præcisering|tilretning|korrektion|justering|"
    r"bemærkning)\w*\b|"
    r"med (?:ændring|tilføjelse|rettelse|undtagelse)\w*\b|bortset fra\b|undtagen\b|i (?:en )?ændret form|som ændret|"
    r"med det forbehold, at\b|idet (?:(?:pkt\.?|punkt(?:et)?|at|afsnit|delen|del) )[^.]{0,80}\b(?:udsættes|"
    r"udgår|ændres|udtages|tages ud|slettes)\b)"
    r"[^;]*"
)
WHY = r"(?:,? ?(?:da|fordi|eftersom|på grund af|grundet|med henblik på|på baggrund af)\b[^;]*)?"
PROCEDURE = r"udsæt|udsky|udsat|tilbage|oversend|henvis|hjemvis|afvis|tage[s]? af dags"
AMENDMENT = r"(?:\w*ændringsforslag|\w*modforslag|\w*ændringsforslaget|tillægsforslag|mindretalsindstilling)\w*"
FELL = (
    rf"(?:faldt|falder|er {CALM}faldet|bortfald(?:er|t)|forkastes|forkastedes|{WAS}(?:forkastet|nedstemt|"
    rf"stemt ned|afvist)|"
    rf"{WAS}ikke (?:{CARRIED}|imødekommet)|(?:kunne|kan) ikke samle (?:et )?(?:flertal|tilslutning)|"
    r"(?:fik|opnåede|samlede|opnår|får|fandt|vandt) ikke (?:et |noget |det fornødne |den fornødne |"
    r"tilstrækkelig )?(?:flertal|tilslutning|støtte))"
    rf"(?: med stemmerne fra [^.;]*)?{VOTES}"
)
GOES = r"(?:frem|over|videre)send(?:t|es)|henvis(?:t|es)|send(?:t|es)(?: videre)?|videresend(?:t|es)"
NOT_PARTY = (
    r"(?!.*\b\w*(?:udvalg|råd|bestyrelse|magistrat|flertal)(?:et|en|n)?\b)"
    r"(?!.*\b(?:godkendt|vedtaget|tiltrådt|forkastet|nedstemt|faldt|udsat|anbefales|afvist|bortfaldt|udgår)\b)"
)


def _row(saying: Saying, *patterns: str) -> list[tuple[Saying, re.Pattern[str]]]:
    return [(saying, re.compile(pattern.replace("CALM?", CALM), re.IGNORECASE)) for pattern in patterns]


# The first row that fits the whole sentence counts. Rows of one body's "not" stand before those of its "yes".
SENTENCES: tuple[tuple[Saying, re.Pattern[str]], ...] = tuple(
    _row(
        Said.NOTHING,
        r"(?:sagen )?(?:er |blev )?(?:udsat|genoptaget|fortsat|overført) fra (?:mødet|møde|sidste møde|"
        r"dagsordenen)\b[^;]*",
        r"(?:sagen|punktet) blev behandlet (?:sammen med|under|efter|før)\b[^;]*",
        rf"{NOT_PARTY}(?:for|imod|mod)(?: (?:forslaget|indstillingen))? ?(?:stemte|var|:)[^;]*",
        rf"{NOT_PARTY}[^;]{{1,200}}? stemte (?:for|imod|mod|blankt|hverken)\b(?!.*\b(?:forslag|forkast|faldt))[^;]*",
        rf"{NOT_PARTY}[^;]{{1,200}}? (?:undlod|undlader|afstod)\b[^;]*",
        rf"{NOT_PARTY}[^;]{{1,200}}? (?:tog|tager) forbehold\b.*",
        r"(?!.*\b\w*(?:udvalget|magistraten|bestyrelsen) )[^;]{1,120}? (?:tog forbehold|forbeholdt sig|tager "
        r"forbehold)\b.*",
        rf"{NOT_PARTY}[^;]{{1,200}}? k(?:unne|an) ikke (?:tiltræde|godkende|anbefale|støtte)\b[^;]*",
        rf"{NOT_PARTY}[^;]{{1,400}}? kunne (?:enstemmigt )?tiltræde\b[^;]*",
        r"(?!udvalg|\w+råd(?:et)? |kommunalbest|magistrat|der |det |sagen|punktet)[\w ,().æøå-]{1,90}? "
        r"(?:bemærke(?:r|de)|finder|fandt|mener|mente|udtalte|oplyste|påpegede"
        r"|gjorde opmærksom|ønskede (?:det )?(?:tilføjet|ført|indført|tilført)|ønsker (?:det )?(?:tilføjet|"
        r"ført|indført|tilført))\b[^;]*",
        r"[^;]{1,200}? (?:deltog ikke|var forhindre(?:t|de)|var fraværende|er inhabil|var inhabil|"
        r"erklærede\w* sig inhabil)\b[^;]*",
        r"(?:fraværende|afbud|inhabil(?:e)?|imod|for|undlod)\b ?:?[^;]*",
        r"(?:efter |der var )?(?:foretræde)\b[^;]*",
        rf"{BODY} (?:besluttede|valgte|ønskede) ikke at (?:udsætte|udskyde|tilbagesende|sende|hjemvise|"
        rf"henvise|oversende)\b[^;]*",
        r"sagen bedes tilbagesendt\b[^;]*",
    )
    + _row(
        Said.AMENDMENT_FELL,
        rf"(?:herefter |derefter )?(?:et |et første |\w+s? )?{AMENDMENT}\b[^;]*? {FELL}",
        rf"(?:et )?(?:\w*forslag(?:et)?)\b[^;]*? om,? at [^;]*?(?:{PROCEDURE})[^;]*? {FELL}",
        rf"(?:et )?(?:\w*forslag(?:et)?)\b[^;]*? om (?:udsættelse|oversendelse|hjemvisning|"
        rf"tilbagesendelse)\b[^;]*? {FELL}",
    )
    + _row(
        Said.AMENDED,
        rf"(?:et |\w+s )?{AMENDMENT}\b[^;]*? {WAS}{CARRIED}{AS_IT_WAS}",
        rf"(?:et |\w+s )?{AMENDMENT}\b[^;]*? {CARRY}{AS_IT_WAS}",
        rf"{BODY} {CARRIES} {CALM}(?:et |\w+s )?{AMENDMENT}\b[^;]*",
    )
    + _row(
        Result.ADOPTED,
        rf"(?:tilbagesend(?:t|es)|fremsend(?:t|es)) [^;]*?med (?:den )?bemærkning,? at {BODY} [^;]*?har "
        rf"{CARRIED}\b(?!.*\b(?:ændring|ændret|tilføjelse|undtag|dog)\w*)[^;]*",
    )
    + _row(
        Result.RECOMMENDED,
        rf"(?:frem|over)send(?:t|es) [^;]*?med (?:den )?bemærkning,? at {BODY} "
        rf"[^;]*?anbefaler\b(?!.*\b(?:ikke|afvis|forkast|udsæt|afslag)\w*)[^;]*",
        rf"(?:{MATTER} )?(?:{WAS})?(?:{GOES}) (?:til|for) [^;]*? med (?:udvalgets |\w+s )?anbefaling",
        rf"(?:{MATTER} )?(?:enstemmigt )?(?:anbefales|{WAS}?anbefalet)(?: {CALM})?(?:,? (?:over for|til|"
        rf"overfor) [^,;]{{1,60}})?,?"
        rf" ?(?:{CARRIED}|til (?:\w+s )?(?:godkendelse|vedtagelse|tiltrædelse)(?: i [^;,]*)?)?{AS_IT_WAS}(?: "
        rf"med [^;]*)?",
        rf"(?:{MATTER} )?(?:indstilles|indstillet)(?: {CALM})?(?:,? (?:over for|til) (?:byråd|kommunalbest|"
        rf"økonomiudv|region|udvalg)[^,;]{{1,60}})?"
        rf" ?(?:{CARRIED}|til (?:\w+s )?(?:godkendelse|vedtagelse|tiltrædelse)(?: i [^;,]*)?)(?: med [^;]*)?",
        rf"(?:{BODY}|{MAJORITY}|et flertal)(?: \([^)]*\))? {CALM}(?:anbefaler|anbefalede|indstiller|"
        rf"indstillede){AS_IT_WAS}(?:,? (?:over ?for|til) [^,;]{{1,60}})?,? (?:at )?"
        rf"[^;]*?\b(?:godken|vedtag|tiltræd|imødekom|til efterretning)\w*[^;]*",
        rf"(?:{BODY}|{MAJORITY}|et flertal) {CALM}(?:anbefaler|anbefalede) (?:\w+s )?(?:indstillingen|"
        rf"forslaget|sagen){AS_IT_WAS}",
    )
    + _row(
        Result.NOT_ADOPTED,
        rf"(?:ikke {CARRIED}|forkastet|nedstemt|afvist|forkastes|afvises){VOTES}",
        rf"(?:herefter |derefter )?indstillingen\b(?P<about>[^.;:]{{0,240}}?) {FELL}",
        rf"{BODY} (?:kunne|kan) ikke (?:tiltræde|godkende|vedtage|imødekomme) (?:\w+s )?(?:indstillingen|"
        rf"forslaget|sagen)[^,;]{{0,80}}",
        rf"{BODY} (?:{CARRIES}) ikke (?:\w+s )?(?:indstilling(?:en)?|forslaget)[^,;]{{0,80}}",
        rf"{BODY} (?:forkastede|nedstemte|afviste) {CALM}(?:\w+s )?(?:indstilling(?:en)?|forslag(?:et)?)[^,;]{{0,80}}",
        rf"{BODY} besluttede at (?:forkaste|afvise|nedstemme) (?:indstillingen|forslaget)[^,;]{{0,80}}",
    )
    + _row(
        Said.FALLEN_PROPOSAL,
        rf"(?:herefter |derefter )?(?:\w+s )?(?:beslutnings|lokalplan|"
        rf"hoved)?forslaget\b(?P<about>[^.;:]{{0,240}}?) {FELL}",
    )
    + _row(
        Result.POSTPONED,
        rf"(?:udsat|udsættes|udskudt|udskydes|genoptages)(?: (?:til|indtil|på|i|uden|og|med henblik|en|"
        rf"\d)\b[^;]*)?{WHY}",
        rf"{MATTER} (?:(?:{WAS})?(?:udsat|udskudt)|udsættes|udskydes|genoptages|udsattes)(?:,? (?:til|indtil|"
        rf"på|i|uden|så|med henblik|en|\d)\b[^;]*)?{WHY}",
        rf"(?:herefter |derefter )?{BODY} {CALM}(?:udsatte|udskød|(?:besluttede|godkendte|vedtog|valgte|"
        rf"ønskede|ønsker|beslutter) {CALM}at (?:udsætte|udskyde)) [^;]*",
        rf"{BODY} (?:godkendte|besluttede|vedtog),? at (?:sagen|punktet) (?:udsættes|udskydes)\b[^;]*",
        rf"{BODY} ønsker (?:sagen|punktet) genoptaget[^;]*",
        r"(?:sagens|punktets) behandling (?:blev udsat|udsættes|udskydes)\b[^;]*",
    )
    + _row(
        Result.SENT_BACK,
        rf"(?:{MATTER} )?(?:{WAS})?(?:tilbagesend(?:t|es)|send(?:t|es) (?:\w+ )?tilbage|hjemvis(?:t|es))(?:,? "
        rf"(?:til|i|for|med henblik)\b(?!.*med (?:den )?bemærkning)[^;]*)?{WHY}",
        rf"{BODY} {CALM}(?:tilbagesendte|hjemviste|sendte [^;,]{{1,60}} tilbage|besluttede {CALM}at "
        rf"(?:tilbagesende|hjemvise|sende [^;,]{{1,60}} tilbage))\b(?!.*med (?:den )?bemærkning)[^;]*",
    )
    + _row(
        Result.SENT_ON,
        rf"(?:{MATTER} )?(?:{WAS})?(?:{GOES})(?: med [\w ]*ændringsforslag\w* fra [^;]*?)? til(?! høring| "
        rf"godkendelse)\b"
        r"(?!.*(?:\banbefaler|\bmed (?:\w+s )?anbefaling|\bindstilling om|godken|vedtagelse(?! i mødet)|"
        r"tiltræd|fornyet|genbehandl|med (?:den )?bemærkning))[^;]*",
        rf"{BODY} {CALM}(?:(?:over|frem|videre)sendte|henviste|besluttede {CALM}at (?:(?:over|frem|"
        rf"videre)sende|henvise)) [^;]{{1,120}}? til\b"
        r"(?!.*(?:anbefal|godken|vedtag|tiltræd|fornyet|genbehandl|bemærkning))[^;]*",
    )
    + _row(
        Result.DROPPED,
        rf"(?:{MATTER} )?(?:udgår|udgik|{WAS}?udgået)(?: af| fra)?(?: dagsordenen| dagsorden| mødet)?{WHY}",
        rf"(?:{MATTER} )?(?:{WAS})?taget (?:af|ud af|fra) dagsordenen{WHY}",
        rf"(?:{MATTER} )?(?:{WAS})?trukket(?: tilbage)?(?: af (?:forvaltningen|forslagsstilleren|"
        rf"administrationen))?{WHY}",
        rf"(?:sagen|punktet|indstillingen)? ?bortfald(?:er|t){WHY}",
    )
    + _row(
        Result.NOTED,
        rf"(?:{MATTER} )?(?:{WAS})?{CALM}(?:taget|tages|toges) (?:hermed )?{CALM}til efterretning{AS_IT_WAS}",
        rf"{BODY} {CALM}(?:tog|tager) {CALM}[^;]{{1,160}}? til efterretning{AS_IT_WAS}",
        r"til efterretning|efterretning",
        rf"{BODY} (?:blev|er) (?:mundtligt )?orienteret om\b[^;]*",
    )
    + _row(
        Result.DISCUSSED,
        rf"(?:{MATTER} )?(?:{WAS})?(?:drøftet|debatteret|drøftes)",
        rf"{BODY} (?:har )?{CALM}(?:drøftede|drøftet|debatterede)\b[^;]*",
    )
    + _row(
        Result.ADOPTED_WITH_CHANGES,
        rf"{CALM}{CARRIED}{AS_IT_WAS}{CHANGED}",
        rf"(?:herefter |derefter )?{MATTER} (?:{WAS}{CARRIED}|{CARRIED}|{CARRY}){AS_IT_WAS}{CHANGED}",
        rf"(?:herefter |derefter )?(?:{BODY}|{MAJORITY}) {CALM}{CARRIES} {CALM}[^;]{{1,200}}?{CHANGED}",
    )
    + _row(
        Result.ADOPTED,
        rf"{CALM}{CARRIED}{AS_IT_WAS}",
        rf"(?:(?:herefter|derefter|dermed|således|efter afstemning) (?:blev|er) )?{MATTER} "
        rf"?(?:{WAS})?{CALM}(?:{CARRIED}|{CARRY}){AS_IT_WAS}",
        rf"(?:herefter |derefter )?(?:{BODY}|{MAJORITY})(?: \([^)]*\))? {CALM}{CARRIES} {CALM}(?P<thing>[^;]{{1,240}})",
        rf"(?:herefter|derefter|enstemmigt|efter afstemning|efter en? (?:\w+ )?drøftelse) {CARRIES} {BODY} "
        rf"{CALM}(?P<thing>[^;]{{1,240}})",
    )
)  # fmt: skip

# Words that belong to decisions: a sentence with one of them that fits no row above is not certain
_DECIDES = re.compile(
    r"godken|vedta[gk]|vedto[gk]|tiltr[æå]|forkast|afvis|nedstem|\bfald[et]|\bfaldt|udsat|udsæt|udsky|udskud|"
    r"hjemvis|tilbage|send[et]"
    r"|henvis|udgå|udgik|bortfald|trukket|efterretning|drøft|anbefal|indstil|beslut|flertal|genoptag|ændr|"
    r"tilføj|undtag|\bdog\b|\bikke\b"
    r"|afsl[aå]|imødekom|annul|begær|indbr|afgør|forudsæt|beting|såfremt|\bhvis\b|\bmen\b|forbehold|"
    r"kompetence|valgt|udpeg|overgår"
    r"|fortsæt|træk|ophæv|suspend|stadfæst|bekræft|\bkan\b|\bskal\b|pålagt|pålæg|anmod|behandles|lukke",
    re.IGNORECASE,
)
# What turns the thing of a plain "yes" into something else, and what a matter may not be about when it is carried
_OTHERWISE = re.compile(
    rf"\bikke\b|\bdog\b|\bmen\b|\bundtag|\bbortset|\bændr(?:ing|et)|\btilføjelse|\bbemærkning\b|{PROCEDURE}|"
    rf"\bforudsat\b|\bbetinget|såfremt|\bhvis\b"
    r"|\bpunkt(?:erne)? \d|\bat \d|\bafsnit\b|\bdele?n?\b|modforslag|mindretal|\bidet\b|\bsamt (?:at )?beslut|"
    r"\bsender?\b|\bdrøft"
    r"|\bforkast|\bhenvis|\bunder forudsætning|\befterretning",
    re.IGNORECASE,
)
# What a citizen asks for is granted or refused; whether that was the recommendation is not said
_REQUEST = re.compile(r"(?:en |et )?(?:\w+s )?(?:ansøgning|klage|anmodning|dispensation)\w*", re.IGNORECASE)
_REMARK = re.compile(
    r",? (?:idet|hvor|hvorved) (?!udvalget|byrådet|kommunalbest|der |det |punkt|sagen|afsnit|forvaltning|"
    r"administr|at )[\w ,.()'’-]{1,60}? "
    r"(?:stemte|stemmer|undlod|finder|fandt|mener|bemærke\w+|ønske\w+|tog forbehold|tager forbehold|henviste|"
    r"ikke kunne tiltræde)\b[^;]*$",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_LEADS = re.compile(r"^(?:beslutning(?:en)?|konklusion|byrådets beslutning) ?: ?", re.IGNORECASE)
_JOINED = re.compile(
    r",? hvorefter (?=\w*(?:udvalg|råd|bestyrelse|magistrat)(?:et|en|n)\b)|,? (?:og|samt|men)(?: at)? "
    r"(?=(?:herefter |derefter |dermed |enstemmigt )?(?:indstillingen|forslaget|sagen|punktet)\b.{0,40}?\b"
    r"(?:blev|er|godkend|vedtog|udsæt)|(?:herefter |enstemmigt )?(?:godkend|vedt|tiltr|besluttede|drøft|"
    r"udsatte?|taget|tog|anbefale|oversend|videresend|henvis|send|forkast|hjemvis))"
    r"|; ",
    re.IGNORECASE,
)


def clauses(sentence: str) -> list[str]:
    """A sentence in the clauses that could each decide something; who decides is said again where it was left out."""
    plain = _LEADS.sub("", _PARENTHESIS.sub("", sentence)).strip(" .!–-:")
    plain = _REMARK.sub("", " ".join(plain.split()))
    parts = [part.strip(" .,") for part in _JOINED.split(plain) if part.strip(" .,")]
    subject = re.match(BODY, parts[0], re.IGNORECASE) if parts else None
    active = re.compile(
        rf"(?:herefter |enstemmigt )?(?:{CARRIES.replace('CALM?', CALM)}|besluttede|drøftede|udsatte|tog|"
        rf"anbefalede|anbefaler|forkastede|henviste|oversendte)\b",
        re.I,
    )
    return [
        f"{subject[0]} {part}" if subject and number and active.match(part) else part
        for number, part in enumerate(parts)
    ]


def saying_of(clause: str) -> tuple[Saying, str]:
    """What a clause says, and the body that it names as the one who does ("" where it names none)."""
    for saying, pattern in SENTENCES:
        found = pattern.fullmatch(clause)
        if found is None:
            continue
        named = {name: words or "" for name, words in found.groupdict().items()}
        if _DECIDES_IN_MATTER.search(f"{named.get('lead', '')} {named.get('about', '')}"):
            continue  # the matter would have swallowed a decision
        if _is_otherwise(saying, clause, named) or _is_history(saying, found):
            return Said.UNSURE, ""
        return saying, named.get("body", "")
    return (Said.UNSURE if _DECIDES.search(clause) else Said.NOTHING), ""


def _is_otherwise(saying: Saying, clause: str, named: dict[str, str]) -> bool:
    """Whether a plain "yes" is one to something else, or has a "not" in it."""
    if saying not in _MAY_SAY_NOT and _NOT.search(clause):
        return True
    thing = named.get("thing", "")
    return bool(_OTHERWISE.search(thing) or _OTHERWISE.search(named.get("about", "")) or _REQUEST.match(thing))


def _is_history(saying: Saying, found: re.Match[str]) -> bool:
    """Whether it is told when that was decided; the matter may be of a day ("referatet af mødet den 3. marts")."""
    if saying not in _DECIDED or _IN_OTHER_WORDS.search(found[0]):
        return False
    matter = found.span("about") if "about" in found.re.groupindex and found["about"] else (0, 0)
    said = f"{found[0][: matter[0]]} {found[0][matter[1] :]}"
    return is_remembered(said, is_passed_on=saying in _PASSED_ON)


_PASSED_ON = frozenset({Result.POSTPONED, Result.SENT_BACK, Result.SENT_ON, Result.DROPPED})
_DECIDED = frozenset({*Result, Said.AMENDED, Said.FALLEN_PROPOSAL})
_IN_OTHER_WORDS = re.compile(r"med (?:den )?bemærkning,? at", re.IGNORECASE)  # what the body itself sends on
_MAY_SAY_NOT = frozenset({*Said, Result.NOT_ADOPTED})
_NOT = re.compile(r"\b(?:ikke|hverken|ingen)\b", re.IGNORECASE)
_DECIDES_IN_MATTER = re.compile(
    r"\b(?:blev|bliver|godkend(?:t|te|tes|es|er)|vedtog|vedtag(?:et|es|er)|tiltrådt?e?|tiltræd(?:es|er)|"
    r"forkast\w+|afvist?e?|udsatt?e?"
    r"|udsættes|taget|tages|faldt|dog|men|idet|undtag\w*|anbefal(?:es|er|ede)|indstilles|sendes|sendt|"
    r"drøft(?:et|ede|es)|udgår|besluttede)\b",
    re.IGNORECASE,
)
