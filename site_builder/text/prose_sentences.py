"""The rules of prose that look at how sentences are made."""

import re
from collections.abc import Iterator

from site_builder.model import Severity
from site_builder.text.passage import Passage, Prose
from site_builder.text.prose_rule import Asked, Hit, ProseRule, quote, search_pattern

_BE = r"(?:is|are|was|were|been|being|be|gets?|got)"
# Forms that look like an action of somebody and say how things are arranged.
_STATES = (
    "accompanied|bounded|bound|divided|done|followed|given|grouped|identified|increased|indexed"
    "|keyed|known|led|limited|measured|multiplied|named|ordered|preceded|prefixed|reduced|replaced"
    "|separated|sorted|surrounded|told|weighted"
)
_IRREGULAR = (
    "begun|broken|brought|built|bought|caught|chosen|cut|drawn|driven|eaten|found|held|hidden|kept"
    "|left|lost|made|met|paid|put|read|run|said|seen|sent|set|shown|shut|spent|split|taken|taught"
    "|thrown|understood|won|written"
)
_PASSIVE = re.compile(
    rf"\b{_BE}\s+(?:(?:not|also|then|only|always|often|never)\s+|\w+ly\s+)?"
    rf"(?!(?:{_STATES})\b)(?P<verb>\w+ed|{_IRREGULAR})\s+by\s+"
    r"(?P<who>(?:the|a|an|another|one\s+of)\s+[\w\ue000-]+|us|you|them|\ue000+)",
    re.IGNORECASE,
)
# After `by`: what is no one who acts.
_NO_ACTOR = re.compile(
    r"\b\w+(?:ed|en|t|n|d)\s+by\s+"
    r"\b(?:the|an?)\s+(?:same|time|way|end|rules?|hand|hundred|names?|number|ids?|keys?|factor"
    r"|order|date|digest|hash|path|address|lines?|day|first|last|next|content)\b",
    re.IGNORECASE,
)
_PAGE = r"(?:page|guide|section|chapter|recipe|article|tutorial|book|document)"
_TELLS = (
    "see|look|explore|discuss|cover|examine|review|talk|walk|dive|describe|explain|introduce|go"
    "|learn|discover|consider|study|show|start\\s+by|begin\\s+by|take"
)
_FUTURE = re.compile(
    rf"\bwe(?:['’]ll|\s+will)\s+(?:(?:now|first|then|also|next|later)\s+)?(?:{_TELLS})\b"
    rf"|\b(?:this|the\s+next|the\s+following)\s+{_PAGE}\s+(?:will|is\s+going\s+to)\b"
    r"|\bwill\s+be\s+(?:shown|covered|discussed|explained|described|introduced|explored)\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(
    r"\b(?:is|are|was|were)(?:n['’]t|\s+not)\s+(?:just|only|merely|simply)\s+[^.;:!?]{1,80}?"
    r"(?:[,;]|\s[-–—])\s+(?:it|they|this|that|but)\b"
    r"|\bnot\s+(?:just|only|merely)\s+[^.;:!?]{1,80}?,\s+but\s+(?:also\s+)?\w+",
    re.IGNORECASE,
)
# Pictures, and the signs that browsers show as such; check marks and arrows are type.
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2b50\u2b55\u2705\u274c\u274e\u2728\u2753-\u2757\u26a1]"
    "|[\u2600-\u27bf\u2190-\u21ff\u2b05-\u2b07]\ufe0f|(?<![\\w:]):(?=[a-z_]*[a-z])[a-z][a-z0-9_]+:(?![\\w:])"
)
_EXCLAMATION = re.compile(r"(?<=[\w)\"”’\ue000\ue001])!+(?=[\s)\"”’]|$)")
_DASH = re.compile(r"(?<=\S)\s?—\s?(?=\S)|(?<=\w)\s[–-]{1,2}\s(?=\w)")
# Between the words stands one space; where emphasis was blanked out there are more.
_REPEATED = re.compile(r"(?<![\w'’.-])(?P<word>[a-zA-Z]+)[ \n](?P=word)(?![\w'’-])", re.IGNORECASE)
_RIGHT_TWICE = frozenset({"that", "had", "blah", "bla", "no", "yes", "bye", "so"})
# A colon and a semicolon give a reader the same rest as a full stop.
_SENTENCE_END = re.compile(r"[.!?…;:]+[\"”’)\]]*(?:\s+|$)")
_NOT_AN_END = re.compile(r"\b(?:e\.g|i\.e|vs|approx|no|fig|etc|[A-Z])\.$", re.IGNORECASE)
_WORD = re.compile(r"[\w][\w'’-]*|\ue000+|\ue001+")


def _repeated(prose: Prose, _: Asked) -> Iterator[Hit]:
    for passage in prose.passages:
        for match in _REPEATED.finditer(passage.text):
            if match["word"].lower() not in _RIGHT_TWICE:
                message = f"{quote(match['word'])} stands twice in a row"
                yield Hit(passage, match.start(), message, "write it once")


def _dashes(prose: Prose, asked: Asked) -> Iterator[Hit]:
    for passage in prose.passages:
        dashes = list(_DASH.finditer(passage.text))
        if len(dashes) > asked.limit:
            message = f"{len(dashes)} dashes in one paragraph, {asked.limit} are allowed"
            hint = "use a comma or a full stop"
            yield Hit(passage, dashes[asked.limit].start(), message, hint)


def _long(prose: Prose, asked: Asked) -> Iterator[Hit]:
    for passage in prose.passages:
        for start, sentence in sentences(passage):
            count = sum(1 for _ in _WORD.finditer(sentence))
            if count > asked.limit:
                opening = " ".join(sentence.split()[:4])
                message = (
                    f"the sentence that begins with {quote(opening)} has {count} words to its next"
                    f" stop, {asked.limit} are allowed"
                )
                yield Hit(passage, start, message, "divide it")


def sentences(passage: Passage) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a passage, and their parts between colons and semicolons.

    Each comes with the letters before it.

    Args:
        passage: The passage.
    """
    start = 0
    for match in _SENTENCE_END.finditer(passage.text):
        sentence = passage.text[start : match.end()]
        if match.end() < len(passage.text) and _NOT_AN_END.search(sentence.rstrip()):
            continue
        yield start, sentence
        start = match.end()
    if passage.text[start:].strip():
        yield start, passage.text[start:]


PASSIVE = ProseRule(
    name="passive-voice",
    meaning="Let the one who acts be the subject, where the sentence names who that is.",
    why="“The server closes the connection” is shorter and clearer than its reverse. The rule looks"
    " only for passives that name the actor after “by”; where nobody acts, a passive is right.",
    bad="The connection is closed by the server.",
    good="The server closes the connection.",
    search=search_pattern(
        _PASSIVE, "{} names who acts, and hides it", "make the actor the subject", _NO_ACTOR
    ),
    severity=Severity.WARNING,
)

FUTURE = ProseRule(
    name="future",
    meaning="Say what a page does in the present.",
    why="The page is there when the reader reads it; “we will see” only puts off what comes.",
    bad="This guide will show how to retry a call.",
    good="This guide shows how to retry a call.",
    search=search_pattern(_FUTURE, "{} puts off what the page does", "write it in the present"),
)

CONTRAST = ProseRule(
    name="contrast",
    meaning="Say what a thing is, without what nobody said it was.",
    why="“Not only a cache, but a way of working” is a pattern of generated text. It refutes what"
    " no reader thought, and delays the point.",
    bad="It is not only a cache, but a way of working.",
    good="It is a cache that three commands share.",
    search=search_pattern(_CONTRAST, "{} denies what nobody said", "say what it is"),
    severity=Severity.WARNING,
)

EMOJI = ProseRule(
    name="emoji",
    meaning="Use words, no emoji.",
    why="A screen reader reads each aloud by its name, fonts draw them differently, and they add no"
    " fact. Check marks and arrows are type and stay.",
    bad="The build is done 🎉",
    good="The build is done.",
    search=search_pattern(_EMOJI, "{} is an emoji", "say it in words"),
)

EXCLAMATION = ProseRule(
    name="exclamation",
    meaning="End no sentence with an exclamation mark.",
    why="In technical text it sounds like a salesman, or like a scolding.",
    bad="You have built your first site!",
    good="You have built your first site.",
    search=search_pattern(_EXCLAMATION, "{} shouts", "end the sentence with a full stop"),
)

DASHES = ProseRule(
    name="dashes",
    meaning="Keep dashes for the rare break in a thought.",
    why="A comma or a full stop is nearly always better, and dashes in every sentence are a habit"
    " of generated text.",
    bad="The cache — a folder — keeps runs — and tests — for you.",
    good="The cache is a folder. It keeps runs and tests for you.",
    search=_dashes,
    severity=Severity.WARNING,
    limit=2,
)

SENTENCE_LENGTH = ProseRule(
    name="sentence-length",
    meaning="Keep sentences short enough to be read once.",
    why="A reader holds about twenty words in mind. One who reads in a second language loses the"
    " beginning of a long sentence before its end. The rule counts the words up to a full stop, a"
    " colon or a semicolon.",
    bad="When a provider refuses a call because too many calls were made by all of the workers"
    " together, each worker should wait for a time that grows with the number of its own attempts"
    " and that varies a little, so that not all of them come back in the same moment.",
    good="A provider may refuse a call because the workers together made too many. Each worker then"
    " waits. The time grows with its attempts and varies a little, so that not all come back at"
    " once.",
    search=_long,
    limit=40,
)

REPEATED = ProseRule(
    name="repeated-word",
    meaning="Write no word twice in a row.",
    why="It is left over from an edit, and the eye skips it at the end of a line.",
    bad="The key covers the the files of an example.",
    good="The key covers the files of an example.",
    search=_repeated,
)
