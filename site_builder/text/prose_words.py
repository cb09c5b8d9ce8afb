"""The rules of prose that look for words which say nothing, or nothing that lasts."""

import re

from site_builder.text.prose_rule import ProseRule, search_words

# `just` is a word of time, or of place, and then it says something.
_MEANT = re.compile(
    r"\b(?:not|n't|n’t|than|has|have|had|'ve|’ve|is|are|was|were|only|that)\s+just\b"
    r"|\bjust\s+(?:as|before|after|above|below|like|enough|now|under|over|once|one|in\s+time"
    r"|behind|beside|inside|outside|the|that|this|these|those|been|what|\w+ed)\b"
    # A course of lessons, and what is of use really, in numbers.
    r"|\b(?:the|this|a|whole)\s+actual\b",
    re.IGNORECASE,
)
_STATED = re.compile(r"\b(?:no|without|not|cannot|can't)\s+(?:robust|powerful|seamless)\b", re.I)

FILLER = ProseRule(
    name="filler",
    meaning="Leave out words that say “believe me” where a fact should stand.",
    why="What is easy for you may be what the reader fails at. Without the word the sentence says"
    " the same, and is shorter.",
    bad="You can simply install the package.",
    good="You can install the package with one command.",
    search=search_words("{} adds nothing to its sentence", "leave it out", _MEANT),
    words=(
        *("simply", "just", "easily", "obviously", "basically", "actually", "really", "very"),
        *("quite", "clearly", "of course", "in order to", "needless to say", "as you know"),
        *("at the end of the day", "for all intents and purposes", "due to the fact that"),
        *("it goes without saying", "as a matter of fact", "and so on", "and so forth"),
    ),
)

HYPE = ProseRule(
    name="hype",
    meaning="Say what a thing does, not how wonderful it is.",
    why="Words of advertising and the favourite words of text generators tell a reader that nobody"
    " looked at the matter. What it does, with a number, is worth more.",
    bad="A powerful cache keeps your runs.",
    good="The cache keeps results, so the second build takes 2 seconds in place of 40.",
    search=search_words("{} praises without telling anything", "say what it does", _STATED),
    words=(
        *("powerful", "robust", "seamless", "seamlessly", "effortless", "effortlessly"),
        *("blazing", "blazingly", "lightning-fast", "cutting-edge", "state-of-the-art"),
        *("next-generation", "world-class", "best-in-class", "industry-leading", "revolutionary"),
        *("game-changing", "game changer", "groundbreaking", "innovative", "elegant"),
        *("leverage", "leverages", "leveraging", "leveraged", "delve", "delves", "delving"),
        *("unlock", "unlocks", "unlocking", "empower", "empowers", "empowering", "supercharge"),
        *("supercharges", "harness the power", "unleash", "streamline", "streamlines"),
        *("streamlined", "elevate", "elevates", "tapestry", "testament to", "treasure trove"),
        *("ever-evolving", "fast-paced", "in today's world", "rich ecosystem", "deep dive"),
        *("a wide range of", "plethora", "myriad", "holistic", "synergy", "paradigm shift"),
        *("comprehensive solution", "user-friendly", "feature-rich", "out-of-the-box"),
        *("mission-critical", "enterprise-grade", "production-grade", "battle-tested"),
        *("pivotal", "crucial role", "navigate the complexities", "embark", "embark on"),
    ),
)

ANNOUNCEMENT = ProseRule(
    name="announcement",
    meaning="Begin with the matter, and end when it is said.",
    why="A sentence that announces the next one, or says the last one again, is read for nothing.",
    bad="It is important to note that tokens are billed.",
    good="Each retry is billed like the first call.",
    search=search_words("{} announces instead of saying", "begin with the matter"),
    words=(
        *("it is important to note", "it's important to note", "it is worth noting"),
        *("it's worth noting", "it should be noted", "it is worth mentioning", "please note that"),
        *("it's worth mentioning", "keep in mind that", "in this section we", "in this chapter we"),
        *("in this article", "in this tutorial we", "in this section, we", "in this chapter, we"),
        *("let's dive in", "let's dive into", "let us dive", "dive into", "let's get started"),
        *("without further ado", "in conclusion", "to sum up", "in summary", "to summarize"),
        *("to summarise", "that being said", "with that said", "when it comes to"),
        *("first and foremost", "last but not least", "look no further"),
    ),
)

LATIN = ProseRule(
    name="latin",
    meaning="Write “for example”, “that is” and the rest of a list in English.",
    why="Many readers mix these abbreviations up, and a list that ends in one does not say what is"
    " in it.",
    bad="Some formats, e.g. TOML, have comments.",
    good="Some formats, for example TOML, have comments.",
    search=search_words("{} is an abbreviation that many mix up", "write it out in English"),
    words=("e.g.", "e.g", "eg.", "i.e.", "i.e", "ie.", "etc.", "etc", "cf.", "viz.", "et al."),
)

TIME_CLAIM = ProseRule(
    name="time-claim",
    meaning="Tie what changes to a version or a date, not to the day of writing.",
    why="A page is read years later. “Currently” is then a promise that nobody keeps.",
    bad="Windows is currently unsupported.",
    good="Version 2.1 does not run on Windows.",
    search=search_words("{} holds only on the day of writing", "name a version or a date"),
    words=(
        *("currently", "recently", "nowadays", "presently", "these days", "at the moment"),
        *("at present", "at the time of writing", "as of now", "as of today", "as of this writing"),
        *("in the near future", "coming soon", "upcoming", "brand new", "brand-new"),
        *("a new feature", "new features", "the newest feature", "in recent versions"),
        *("in recent releases", "lately", "to date", "up to now", "until recently"),
    ),
)
