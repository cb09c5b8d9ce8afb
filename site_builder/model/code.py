"""Every kind of mistake that the tool reports, each with its meaning and remedy.

The reference page of problem codes is generated from this enum, so a new kind of problem cannot go without one.
"""

from enum import Enum, StrEnum


class Severity(StrEnum):
    """How a problem counts: an error fails the command, a warning fails it only with `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"
    """The project has switched it off for its path, with a reason; it is not told."""
    KNOWN = "known"
    """It stands in the project's baseline, and is not told."""

    @property
    def counts(self) -> bool:
        """Return whether a problem is told and counted."""
        return self in {Severity.ERROR, Severity.WARNING}


class Code(Enum):
    """A kind of problem: `slug`, `meaning` and `remedy` are what an author reads.

    The first code below a heading names it as its group; those after it belong to the same.
    """

    # Samples and their directives
    DIRECTIVE_EMPTY = ("directive-empty", "A sample block holds no address.", "Write one address, such as `llms/chat/chat.py::answer`, between the fences.", Severity.ERROR, "Samples and their directives")
    DIRECTIVE_ADDRESS = ("directive-address", "The address of a sample cannot be read.", "Use `category/name[/file]`, then nothing, `::symbol`, `#region` or `:12-20`.")
    DIRECTIVE_OPTION = ("directive-option", "A sample block has an option that does not exist, stands twice, or has a bad value.", "Use the options that the message lists, each once, with values in quotes.")
    DIRECTIVE_UNPROCESSED = ("directive-unprocessed", "The text of a sample block reached the built page, so readers would see the directive instead of code.", "Turn on the plugin or the Markdown extension for this page, and keep the block out of files that another plugin includes.")
    FENCE_UNCLOSED = ("fence-unclosed", "A fenced block is opened and never closed.", "Close it with a line that holds the same fence and nothing else.")
    EXAMPLE_MISSING = ("example-missing", "A sample names a folder that is not an example.", "Correct the address, or make the folder an example by adding `example.toml`.")
    FILE_MISSING = ("file-missing", "A sample names a file that its example does not have.", "Correct the address or add the file.")
    FILE_OUTSIDE = ("file-outside", "A path leaves the examples folder, by `..`, by an absolute path or through a symbolic link.", "Keep the files that pages show inside the examples folder.")
    FILE_UNREADABLE = ("file-unreadable", "A file that a page shows is binary, is not UTF-8, is too large, or cannot be opened.", "Show a text file; save it as UTF-8; raise `max_file_bytes` if the size is meant.")
    SYNTAX_INVALID = ("syntax-invalid", "Code does not parse, so no symbol can be found in it.", "Mend the syntax error on the line that the message names; mark a region where the code is right and the parser does not know its form.")
    SYMBOL_MISSING = ("symbol-missing", "A sample names a symbol that its file does not define.", "Correct the name; methods are written `Class.method`.")
    SYMBOL_AMBIGUOUS = ("symbol-ambiguous", "A sample names a symbol that its file defines more than once.", "Rename one of them, or mark a region.")
    SYMBOL_UNSUPPORTED = ("symbol-unsupported", "Symbols cannot be found in a file of this language.", "Mark a region and use its name instead.")
    SYMBOL_TOOL_MISSING = ("symbol-tool-missing", "Symbols of this language need a parser that is not installed.", "Install the extra that the message names, or mark a region and use its name instead.")
    SYMBOL_EMPTY = ("symbol-empty", "The part of the symbol that was asked for is empty.", "Leave the `body` or `docstring` option out, or add what it asks for.")
    REGION_MISSING = ("region-missing", "A sample names a region that its file does not have.", "Correct the name, or mark the region in the file.")
    REGION_EMPTY = ("region-empty", "A region holds no code.", "Put its marks around the lines to show.")
    REGION_UNCLOSED = ("region-unclosed", "A region is opened and never closed.", "Add the `endregion` mark after its last line.")
    REGION_UNOPENED = ("region-unopened", "A region is closed that was never opened.", "Add the `region` mark before its first line, or remove the closing mark.")
    REGION_DUPLICATE = ("region-duplicate", "Two regions of one file have the same name.", "Rename one of them.")
    REGION_OVERLAPPING = ("region-overlapping", "Two regions overlap without one holding the other.", "Close the inner region before the outer one.")
    REGION_UNSHOWN = ("region-unshown", "A region is marked in an example, and no page shows it by its name.", "Show it, or remove its marks.", Severity.WARNING)
    NOTE_INVALID = ("note-invalid", "A note in the code of an example holds no text, or stands above no code of the sample.", "Write the note behind the code that it is about, or on a line of its own above it.")
    TEST_MISSING = ("test-missing", "A page shows the tests that prove a sample, and no such test is known.", "Run `site-builder prove`; add a test that executes the sample, or correct the name after `test=`.")
    RANGE_OUTSIDE = ("range-outside", "A line range goes past the end of its file.", "Name a symbol or a region, which move with the code.")
    RANGE_REVERSED = ("range-reversed", "A line range ends before it begins, or begins before line 1.", "Write the smaller number first, counting from 1.")
    RANGE_USED = ("range-used", "A sample is cut by line numbers, which go stale with the next edit.", "Name a symbol or a region instead.", Severity.WARNING)
    SAMPLE_EMPTY = ("sample-empty", "The file or the lines that a sample names hold nothing.", "Name a part that holds code.")
    HIGHLIGHT_UNMATCHED = ("highlight-unmatched", "The text to highlight is on no line of the sample.", "Use text that stands in the code as shown.")
    OUTPUT_MISSING = ("output-missing", "A page shows the output of an example that has none recorded.", "Run `site-builder run EXAMPLE --update` and commit `expected.txt`.")

    OUTPUT_UNUSABLE = ("output-unusable", "A page shows a recorded output that cannot be shown there as what it is.", "Correct what the message names, or show another output.")
    OUTPUT_FLAKY = ("output-flaky", "Two runs of an example, one right after the other, made different outputs.", "Pass a seed and a clock and sort what has no order, or declare what varies under `normalise`.")

    # Examples
    EXAMPLE_INVALID = ("example-invalid", "An `example.toml` cannot be read, or a key in it is unknown, missing or of the wrong type.", "Correct the key that the message names; `site-builder new example` writes a complete file.", Severity.ERROR, "Examples")
    EXAMPLE_ENTRY = ("example-entry", "An example has nothing to run: neither `__main__.py` nor a module named like its folder.", "Add `__main__.py`, or set `library = true` if it is only imported.")
    EXAMPLE_UNTESTED = ("example-untested", "An example has no test beside it.", "Add `test_<name>.py`.")
    EXAMPLE_UNSHOWN = ("example-unshown", "No page shows anything of this example.", "Show it on a page or remove it.")
    CHECKER_INVALID = ("checker-invalid", "A checker that an `example.toml` names is not there, or has no file to read.", "Correct the pattern or the function under `[checkers]`.")
    PROOF_TOOL_MISSING = ("proof-tool-missing", "What the tests of examples execute cannot be measured, because a package that does it is not installed.", "Install the extra `proof`: `pip install \"site-builder[proof]\"`.")
    TEST_FAILED = ("test-failed", "A test of an example did not pass when it was last run for its proof, so it proves nothing.", "Run the example's tests, mend what fails, and run `site-builder prove`.")
    SAMPLE_UNPROVEN = ("sample-unproven", "A page that demands proof shows code that no passing test executed, or not all of it.", "Write a test that executes the lines which the message names, then run `site-builder prove`.")
    README_MISSING = ("readme-missing", "An example has no README.md.", "Write one; `site-builder new example` shows the sections.")
    SESSION_INVALID = ("session-invalid", "A `session.toml` does not parse, lacks a key, or has an unknown key or a wrong type.", "Correct the line that the message names.")
    RUN_FAILED = ("run-failed", "An example ended with another exit code than the one it declares.", "Run it as the message says and mend it, or declare `exit_code`.")
    RUN_TIMEOUT = ("run-timeout", "An example did not end in its time and was stopped.", "Make it faster, or raise `timeout` in its `example.toml`.")
    RUN_FLOODED = ("run-flooded", "An example wrote more output than is allowed and was stopped.", "Print less, or raise `max_output_bytes`.")
    RUN_CHILD_FAILED = ("run-child-failed", "An example ended as if all was well, though a process that it started had failed.", "Pass the failure on, for example with `check=True`, or set `children_may_fail = true` under `[run]` in its `example.toml` where a failure is what it shows.")
    RUN_CROWDED = ("run-crowded", "An example had more processes at a time than is allowed and was stopped.", "Start fewer, or raise `max_processes`.")
    RUN_MEMORY = ("run-memory", "An example asked for more memory than is allowed.", "Use less, or raise `max_memory_bytes`.")
    RUN_DISK = ("run-disk", "An example filled its working folder beyond what is allowed and was stopped.", "Write less, or raise `max_disk_bytes`.")
    RUN_LOST = ("run-lost", "The processes that watch over an example were killed, so nothing is known of the run.", "See that the example kills only processes of its own, and that the machine has memory left.")
    RUN_UNISOLATED = ("run-unisolated", "The settings demand namespaces for runs, and the system does not give them.", "Allow user namespaces, or set `isolation: auto`.")
    RUN_WROTE_OUTSIDE = ("run-wrote-outside", "An example tried to write a file outside its working folder.", "Write below the current folder, which is empty at the start of each run.")
    RUN_UNDECLARED_VARIABLE = ("run-undeclared-variable", "An example read an environment variable that it does not declare.", "Name it in `[needs] env` of its `example.toml`.")
    RUN_NETWORK = ("run-network", "An example tried to reach a host other than this machine.", "Talk to a server on 127.0.0.1; examples run offline.")
    RUN_NOT_TEXT = ("run-not-text", "An example printed bytes that are not UTF-8.", "Print text.")
    RUN_FILE_MISSING = ("run-file-missing", "An example did not make a file that it declares to make.", "Write it below the current folder, or correct `files` under `[run]`.")
    RUN_FILE_REFUSED = ("run-file-refused", "An example made a declared file that cannot be kept: a link, a folder, or too large a file.", "Write a regular file of bounded size, or raise `max_file_bytes`.")
    SECRET_FOUND = ("secret-found", "Something that looks like a secret stands in an output, a notebook or a file that pages show.", "Take it out, and have it revoked if it was one; mark a line that only looks so with the comment `pragma: allowlist secret`.")
    OUTPUT_UNRECORDED = ("output-unrecorded", "An example printed something and has no `expected.txt`.", "Run `site-builder run EXAMPLE --update` and review the file.")
    OUTPUT_DIFFERS = ("output-differs", "An example printed something else than its `expected.txt` holds.", "Mend the example, or run `site-builder run EXAMPLE --update` and review the change.")

    # Runs on several machines
    RESULTS_INVALID = ("results-invalid", "A file of results cannot be read, or does not hold what it says.", "Make it anew with `site-builder run --shard K/N --results FILE`, and change nothing in it.", Severity.ERROR, "Runs on several machines")
    RESULTS_DIFFERENT = ("results-different", "Files of results do not belong together: their examples, versions or numbers of shards differ.", "Make all shards from the same commit, with the same Python and the same site-builder.")
    SHARD_MISSING = ("shard-missing", "The results of a shard are missing, so what is merged would not be whole.", "Name the files of all shards.")
    SHARD_DOUBLE = ("shard-double", "The results of a shard were given twice.", "Name each file once, and give each job a number of its own.")
    SCHEDULER_LOST = ("scheduler-lost", "The scheduler of the cluster does not answer, or no worker takes jobs.", "Start it and its workers, or correct the address; results that came are kept, so only the rest runs again.")
    WORKER_UNFIT = ("worker-unfit", "A worker of the cluster cannot do the work that this machine would do: it has other versions, or lacks something.", "Install the same versions there, or run without `--scheduler`.")
    BUNDLE_TOO_LARGE = ("bundle-too-large", "The files that a cluster needs are larger than what is sent.", "Move what examples do not need out of the project's folder.")
    CACHE_INVALID = ("cache-invalid", "A file that `site-builder cache import` shall read is no tar file, or holds what is no stored result.", "Make it anew with `site-builder cache export`; a file from elsewhere may be an attempt to write outside the store.")

    # Pages, navigation, configuration
    CONFIG_MISSING = ("config-missing", "There is no MkDocs configuration file.", "Run the command in the project's folder, or name the file with `-f`.", Severity.ERROR, "Pages, navigation, configuration")
    CONFIG_INVALID = ("config-invalid", "The MkDocs configuration cannot be read or has an invalid value.", "Correct the line or key that the message names.")
    CONTENT_EMPTY = ("content-empty", "The folder of pages does not exist or holds no Markdown file.", "Add `index.md` to it, or correct `docs_dir`.")
    PAGE_UNREADABLE = ("page-unreadable", "A page is not UTF-8 text.", "Save it as UTF-8.")
    FRONT_MATTER_INVALID = ("front-matter-invalid", "The front matter of a page does not parse, or a value has the wrong type.", "Correct the YAML between the two `---` lines.")
    ADDRESS_DUPLICATE = ("address-duplicate", "Two pages would be written to the same address.", "Rename one of them.")
    NAV_MISSING_PAGE = ("nav-missing-page", "The navigation names a page that does not exist.", "Correct the path in `nav`, or add the page.")
    PAGE_NOT_IN_NAV = ("page-not-in-nav", "A page is not in the navigation.", "Add it to `nav`, or list it under `not_in_nav`.")
    SECTION_MISSING = ("section-missing", "A page lacks a section that its kind requires.", "Add the section; `site-builder new` shows the whole skeleton.")
    SECTION_ORDER = ("section-order", "The sections of a page stand in another order than its kind requires.", "Move the section to the place that the message names.")
    SECTION_EMPTY = ("section-empty", "A required section of a page holds nothing.", "Write it, or remove the page until it is ready.")
    PLACEHOLDER_LEFT = ("placeholder-left", "A page still holds a placeholder of its template.", "Replace the text in double square brackets.")
    CHANGES_UNKNOWN = ("changes-unknown", "It cannot be told what has changed since a revision.", "Run the command in a git repository, name a revision that it has, or name the files instead.")
    NEWEST_BREAKS = ("newest-breaks", "An example fails with newer versions of what it imports than those that are installed.", "Mend it so that it works with both, or bound the version where the project declares what it needs.")
    NEWEST_UNAVAILABLE = ("newest-unavailable", "The newest versions of what the examples import could not be installed for a trial.", "Mend what the message of pip names; pip uses its own configuration and its variables.")
    PROSE_UNREVIEWED = ("prose-unreviewed", "A sample has changed since the prose of its page was last looked over, so that the prose may speak of something else.", "Read the page again, mend what no longer fits, then run `site-builder reviewed PAGE`.", Severity.WARNING)
    REVIEWS_INVALID = ("reviews-invalid", "A line of the file of reviews cannot be read.", "Keep the lines of both sides of a merge, remove what is not a page, a sample and a digest, and run `site-builder reviewed PAGE`.")
    WATCH_MISSING = ("watch-missing", "Zensical would keep stale pages, because it does not watch the examples.", "Add the examples folder to `watch:` in the configuration.")

    # Notebooks
    NOTEBOOK_INVALID = ("notebook-invalid", "A notebook cannot be read, or is not written in Python.", "Open it in Jupyter and save it anew; only Python can be executed.", Severity.ERROR, "Notebooks")
    NOTEBOOK_FAILED = ("notebook-failed", "A cell of a notebook raised an error, or ended the process that executes it.", "Mend the cell that the message names, or give it the tag `raises-exception` if the error is what it shows.")
    NOTEBOOK_TIMEOUT = ("notebook-timeout", "A notebook did not end in its time and was stopped.", "Make it faster, or raise `notebook_timeout`.")
    NOTEBOOK_PICTURE = ("notebook-picture", "A cell of a notebook shows a picture without words for readers who cannot see it.", "Add `alt` to the metadata of the cell; in a text notebook write `# %% alt=\"…\"`.")
    NOTEBOOK_TOOL_MISSING = ("notebook-tool-missing", "The project has notebooks, and what executes and converts them is not installed.", "Install the extra `notebooks`.")

    # Diagrams
    DIAGRAM_UNDESCRIBED = ("diagram-undescribed", "A diagram has no title or no description, so it says nothing to a reader who cannot see it.", "Add the comments `%% title: ...` and `%% description: ...` at the top of its source.", Severity.ERROR, "Diagrams")
    DIAGRAM_STALE = ("diagram-stale", "A diagram has no drawing beside its source, or the source has changed since it was drawn.", "Run `site-builder diagrams` and commit the SVG file.")
    DIAGRAM_INVALID = ("diagram-invalid", "The source or the drawing of a diagram cannot be read, or the source cannot be drawn.", "Correct what the message names; flowcharts, state, sequence, class and entity diagrams can be drawn, without colours of their own.")
    DIAGRAM_TOOL_MISSING = ("diagram-tool-missing", "Diagrams cannot be drawn, because node or the drawing library is not installed or does not work.", "Install node and run `npm ci`; a build of the site needs neither.")

    # What a page of its kind must hold
    KIND_UNKNOWN = ("kind-unknown", "The front matter of a page names a page kind that is not defined.", "Correct the name, or define the kind in a file `new/KIND.yml` of your templates; `free` asks for nothing.", Severity.ERROR, "What a page of its kind must hold")
    FRONT_MATTER_SCHEMA = ("front-matter-schema", "The front matter of a page lacks a key that its kind asks for, or has a value that its kind does not allow.", "Correct the key that the message names; `site-builder schema front-matter --kind KIND` shows what is allowed.")
    LACKS_SAMPLE = ("lacks-sample", "A page or a section shows fewer samples than its kind asks for.", "Show code of an example with a `sample` block.")
    LACKS_CODE = ("lacks-code", "A page or a section shows less code than its kind asks for.", "Show what a reader types or runs.")
    LACKS_OUTPUT = ("lacks-output", "A page or a section shows no output of a program, or fewer than its kind asks for.", "Show the recorded output with `show=\"output\"` or `show=\"both\"`, or a block of `text`.")
    LACKS_TABLE = ("lacks-table", "A page or a section holds fewer tables than its kind asks for.", "Set out as a table what a reader compares.")
    LACKS_PICTURE = ("lacks-picture", "A page or a section holds fewer pictures or diagrams than its kind asks for.", "Add an image or a diagram, with words for those who cannot see it.")
    LACKS_LIST = ("lacks-list", "A page or a section holds fewer entries of lists than its kind asks for.", "Write one entry for each thing.")
    LACKS_STEP = ("lacks-step", "A section has fewer numbered steps than its kind asks for.", "Begin sub-headings with a number, as in `### 1. Connect`, or write a numbered list.")
    STEP_NUMBER = ("step-number", "The numbers of steps leave one out, or stand twice or in another order.", "Number the steps from 1 in the order in which they stand.")
    STEP_INCOMPLETE = ("step-incomplete", "A numbered step lacks something that each step of its kind has, such as what one will see or why it works.", "Add it, with the label that the message names at the beginning of a line or as the title of a sample.")
    LACKS_QUESTION = ("lacks-question", "A section has fewer questions than its kind asks for.", "Write the questions that readers have asked, or will ask first.")
    ANSWER_MISSING = ("answer-missing", "A question has no answer.", "Answer it below the question, or remove the question.")
    LACKS_LINK = ("lacks-link", "A section has fewer links of some kind than its kind of page asks for.", "Link to what a reader needs next.")
    LINK_UNEXPLAINED = ("link-unexplained", "A link in a section of related pages stands without a reason to follow it.", "Write beside it what it adds, or when to go there.")
    CODE_TOO_SHORT = ("code-too-short", "A page or a section has fewer lines of code than its kind asks for.", "Show the whole of what a reader can run.")
    CODE_TOO_LONG = ("code-too-long", "A page or a section has more lines of code than its kind allows.", "Show the parts that matter, and link to the rest.")
    SECTION_TOO_SHORT = ("section-too-short", "A section has fewer words or sentences than its kind asks for.", "Write what a reader still needs, or leave the section out if its kind allows that.")
    SECTION_TOO_LONG = ("section-too-long", "A section has more words or sentences than its kind allows.", "Shorten it, or move a part to where it belongs.")
    PAGE_TOO_SHORT = ("page-too-short", "A page has fewer words than its kind asks for.", "Write what a reader still needs, or put it on another page.")
    PAGE_TOO_LONG = ("page-too-long", "A page has more words than its kind allows.", "Divide it, or leave out what another page says.")
    READING_TIME = ("reading-time", "Reading a page takes less or more time than its kind allows, at 200 words and 20 lines of code a minute.", "Divide the page, or say more.")

    # Code that is typed into pages
    CODE_TYPED = ("code-typed", "A page holds code that is typed into it, in a language of which the project says that code comes from examples.", "Run `site-builder adopt PAGE`, which makes an example of it; or write `<!-- typed: why -->` above the block, or an entry under `samples_only.allow`.", Severity.ERROR, "Code that is typed into pages")
    FENCE_UNTAGGED = ("fence-untagged", "A block of code does not say what language it is in, so nothing colours it or checks where it comes from.", "Write the language behind the fence, `text` for what is none; make a fence of code that is only indented.")
    EXCEPTION_UNEXPLAINED = ("exception-unexplained", "A comment lets a block be typed and does not say why.", "Write the reason: `<!-- typed: it shows the marks that a sample leaves out -->`.")
    EXCEPTION_UNUSED = ("exception-unused", "A comment or an entry of `samples_only.allow` lets code be typed where none is, or where it needs no leave.", "Remove it, so that it excuses nothing that somebody types there later.")

    # Includes of other extensions
    INCLUDE_MISSING = ("include-missing", "An include of another extension names a file that is not there, so that readers see nothing in its place.", "Correct the path or add the file; the message says what was looked for.", Severity.ERROR, "Includes of other extensions")
    INCLUDE_SECTION = ("include-section", "An include names a section, or a text to begin or end at, that its file does not have.", "Correct the name, or mark the section in the file.")
    INCLUDE_EMPTY = ("include-empty", "What an include puts into the page is nothing at all.", "Name a file or a part that holds something, or remove the include.")
    INCLUDE_UNCLOSED = ("include-unclosed", "A block of includes, or a section of an included file, is opened and never closed.", "Add the closing mark; without it the extension takes all that follows.")
    INCLUDE_DUPLICATE = ("include-duplicate", "A section of an included file is marked twice by one name, and only the first is included.", "Rename one of them, or remove its marks.")
    INCLUDE_RANGE = ("include-range", "A line that an include names is past the end of its file.", "Correct the numbers; better, mark a section, which moves with the text.")
    INCLUDE_REVERSED = ("include-reversed", "The lines of an include end before they begin, so that nothing is included.", "Write the smaller number first.")
    INCLUDE_LEFT = ("include-left", "The text of an include reached the built page, so that readers see it instead of the file.", "Turn on the extension that the message names, or write the include the way that it reads; put one that is meant to be seen into code.")
    INCLUDE_OUTSIDE = ("include-outside", "An include names a file outside of the folders that its extension is kept to, so that readers see nothing in its place.", "Move the file, or change the folders in the configuration.")
    INCLUDE_UNREADABLE = ("include-unreadable", "A file that is included is a folder, is binary, or is not in the encoding that is asked for.", "Include a text file, or name its encoding.")
    INCLUDE_CYCLE = ("include-cycle", "A file includes itself, by itself or through others.", "Remove one of the includes that make the circle.")
    INCLUDE_INVALID = ("include-invalid", "An include cannot be read by its extension: a part of it is missing, unknown or has a bad value.", "Write it as the message says.")

    # Cross references, status, redirects
    RELATED_ONE_WAY = ("related-one-way", "A page names another as related, and that one does not lead back.", "Add the line that the message names, with a reason to go there; or remove the first link if the second page gains nothing by it.", Severity.ERROR, "Cross references, status, redirects")
    LINK_BARE = ("link-bare", "The text of a link says nothing of where it leads, which those who skim and those who listen need.", "Let the text name what a reader finds there.")
    RETIRED_UNREPLACED = ("retired-unreplaced", "A retired page does not say what takes its place.", "Add `replaced_by` to its front matter: a page, relative to this one, or an address.")
    REPLACEMENT_INVALID = ("replacement-invalid", "What takes the place of a retired page does not exist, or is retired itself.", "Name a page that is current.")
    LINK_RETIRED = ("link-retired", "A page links to one that is retired.", "Link to what takes its place.", Severity.WARNING)
    REDIRECT_DEAD = ("redirect-dead", "A redirect leads to a page or an anchor that does not exist.", "Correct its target in the configuration.")
    REDIRECT_CHAIN = ("redirect-chain", "A redirect leads to an address that is redirected itself.", "Let it lead to the end of the chain.")
    REDIRECT_LOOP = ("redirect-loop", "Redirects lead in a circle.", "Let one of them lead to a page.")
    REDIRECT_SHADOWS = ("redirect-shadows", "A redirect leads away from a page that exists, so nobody could read it.", "Remove the redirect, or the page.")
    ADDRESS_GONE = ("address-gone", "An address that was published is no longer there, and nothing leads on from it.", "Add the redirect that the message names, or take the address out of the file if it may die.")
    ADDRESSES_INVALID = ("addresses-invalid", "The file of published addresses cannot be read, or is not sorted.", "Run `site-builder addresses --update`.")

    # Prose
    PROSE_RULE = ("prose-rule", "A sentence or a heading breaks a rule of prose; the message names the rule.", "Write it as the page of the rule says, or give the reason why not: `<!-- prose: off RULE: why -->`.", Severity.ERROR, "Prose")
    PROSE_ADVICE = ("prose-advice", "A sentence breaks a rule of prose that only advises; the message names the rule.", "Write it as the page of the rule says, or give the reason why not: `<!-- prose: off RULE: why -->`.", Severity.WARNING)
    PROSE_EXCUSE = ("prose-excuse", "An exception to a rule of prose has no reason, excuses nothing, or names no rule.", "Give the reason after a colon, correct the name, or remove the comment.")
    PROSE_SPELLING = ("prose-spelling", "codespell knows a word of the page as misspelt.", "Correct it, or name it under `prose.spelling_ignore`.")
    PROSE_FORM = ("prose-form", "PyMarkdown finds fault with the form of the Markdown; the message names its rule.", "Correct it, or name the rule under `prose.form_off`.")
    PROSE_VALE = ("prose-vale", "Vale finds an error by the styles of the project; the message names its rule.", "Correct it, or change the styles that `.vale.ini` names.")
    PROSE_TOOL_MISSING = ("prose-tool-missing", "The configuration asks for a program that checks prose and that is not installed.", "Install what the message names, or no longer ask for it.")

    # Reach and the navigation
    PAGE_DEAD_END = ("page-dead-end", "The text of a page leads to no other page.", "Say where a reader goes on: a related section, or a link in the text.", Severity.ERROR, "Reach and the navigation")
    NAV_ELSEWHERE = ("nav-elsewhere", "A page stands in a section of the navigation whose pages lie in another folder.", "Move the entry to the section of its folder, or the page to the folder of the section.")
    NAV_ORDER = ("nav-order", "An index names its pages in another order than the navigation.", "Choose one order, and use it in both.")
    SYNONYM_TAKEN = ("synonym-taken", "Two pages have the same synonym, or the title of the page has it already.", "Leave it with the page that a reader who searches for it wants.")

    # Gaps
    TOPICS_INVALID = ("topics-invalid", "A file of topics cannot be read, or a key or a kind in it is unknown, missing or of the wrong type.", "Correct the line that the message names; an editor that knows `topics.schema.json` completes the keys.", Severity.ERROR, "Gaps")
    TOPIC_DUPLICATE = ("topic-duplicate", "A topic, or an id that topics cover, stands more than once, so that it would be counted twice.", "Keep it at the place where it belongs.")
    TOPIC_UNKNOWN = ("topic-unknown", "A page or an example names a topic that the project does not have.", "Correct the name, or add the topic to the file of topics.")
    GAP_HISTORY_INVALID = ("gap-history-invalid", "A line of the file that keeps the gaps of each release cannot be read.", "Keep the lines of both sides of a merge, and record the release again with `site-builder gaps --record VERSION`.")
    GAP_TOOL_MISSING = ("gap-tool-missing", "The public names of a package cannot be read, because what reads them is not installed.", "Install the extra `api`: `pip install \"site-builder[api]\"`.")

    # What a site offers to programs
    ADDRESS_UNKNOWN = ("address-unknown", "Something that needs whole addresses is asked for, and it is not known where the site will be published.", "Set `site_url` in the configuration.", Severity.WARNING, "What a site offers to programs")
    HISTORY_MISSING = ("history-missing", "A feed of changes is asked for, and git does not know when pages were changed.", "Commit the pages, and build in a clone that is not shallow.", Severity.WARNING)
    CARD_UNDRAWN = ("card-undrawn", "The picture that others show for a link to a page cannot be drawn.", "Set `card_font` under `machines` to a font that has the letters; install the extra `machines`.")
    MACHINES_TOOL_MISSING = ("machines-tool-missing", "Pages cannot be written as Markdown, because a package that does it is not installed.", "Install the extra `machines`: `pip install \"site-builder[machines]\"`.")

    # Reports, baselines and what is switched off
    BASELINE_INVALID = ("baseline-invalid", "The baseline cannot be read, or a line of it is not what `--update-baseline` writes.", "Keep the lines of both sides of a merge, remove the line that the message names, or run `site-builder check --update-baseline`.", Severity.ERROR, "Reports, baselines and what is switched off")
    BASELINE_OUTDATED = ("baseline-outdated", "A problem that the baseline holds does not occur any more, so the baseline can shrink.", "Run `site-builder check --update-baseline` and commit the file.", Severity.WARNING)
    RULE_UNUSED = ("rule-unused", "An entry of `problems` in the configuration fits no problem that was found, so it may hide one some day.", "Remove it, or correct its code or its paths.", Severity.WARNING)

    # The built site
    RENDER_FAILED = ("render-failed", "The site generator stopped with an error.", "Correct what its message names.", Severity.ERROR, "The built site")
    LINK_DEAD = ("link-dead", "A link or an image points to a file that is not in the site.", "Correct the target.")
    LINK_CASE = ("link-case", "A link differs from its target in upper and lower case, so it breaks on most servers.", "Write the target as the file is written.")
    LINK_SLASH = ("link-slash", "A link to a folder lacks the slash at its end, which some servers do not forgive.", "Add the slash.", Severity.WARNING)
    LINK_OUTSIDE = ("link-outside", "A link leaves the site's folder.", "Link to a page of the site, or to a full address.")
    LINK_UNUSABLE = ("link-unusable", "The target of a link cannot be read as an address.", "Escape it correctly.")
    ANCHOR_DEAD = ("anchor-dead", "A link points to an anchor that its page does not have.", "Correct the anchor; the message names the nearest one.")
    ANCHOR_DUPLICATE = ("anchor-duplicate", "Two elements of one page have the same id.", "Rename one of them.")
    PAGE_ORPHAN = ("page-orphan", "No page links to this page.", "Link to it from the index of its section.")
    PAGE_FAR = ("page-far", "A page is more clicks away from the landing page than allowed.", "Link to it from the index of its section.")
    CANNOT_WRITE = ("cannot-write", "A file or folder could not be written; what was there before is unchanged.", "Free space, or correct the path and its permissions.")

    # Links to other sites, and links outside of pages
    EXTERNAL_GONE = ("external-gone", "A link leads to a page of another site that is not there, or not any more.", "Find where it is now, or take the link out.", Severity.ERROR, "Links to other sites, and links outside of pages")
    EXTERNAL_MOVED = ("external-moved", "A link leads to a page that another site has moved for good.", "Write the address that the message names.", Severity.WARNING)
    EXTERNAL_REFUSED = ("external-refused", "Another site refuses what a link asks for: nobody listens, or only those may come who sign in.", "Open it in a browser; if readers can, put it under `links.allow` with the reason, otherwise take the link out.")
    EXTERNAL_TIMEOUT = ("external-timeout", "Another site did not answer in time, whenever it was asked.", "Ask again another day; if it stays so, take the link out or raise `links.timeout`.", Severity.WARNING)
    EXTERNAL_CERTIFICATE = ("external-certificate", "A link leads to a server that cannot show that it is the one it claims to be, so that browsers warn of it.", "Find another address; put the certificates of your own network into `links.ca_file`.")
    EXTERNAL_LOOP = ("external-loop", "A link is sent on in a circle, or more often than browsers go along.", "Open it in a browser and write the address where you end, or take the link out.")
    EXTERNAL_FRAGMENT = ("external-fragment", "A link names an anchor that its page on another site does not have, so that readers land at the top.", "Write the anchor that the page has now; if a script makes it, put the link under `links.allow` with the reason.", Severity.WARNING)
    EXTERNAL_LIMITED = ("external-limited", "Another site says that it was asked too often, and does not say how its page is.", "Ask again later, or lower `links.per_second`.", Severity.WARNING)
    EXTERNAL_FAILED = ("external-failed", "The server behind a link says that it has failed.", "Ask again another day; if it stays so, take the link out.", Severity.WARNING)
    EXTERNAL_UNREACHABLE = ("external-unreachable", "There is no host of the name that a link gives, or no way to it.", "Correct the name, or take the link out.")
    EXTERNAL_LINK = ("external-link", "A link to another site does not answer as it should, in a way that has no name of its own.", "Correct what the message says, or take the link out.")
    EXTERNAL_OFFLINE = ("external-offline", "No other site can be reached at all, so nothing is known of the links to them.", "See that this machine is online, and that its proxy is named in `https_proxy`.")
    EXTERNAL_TOOL_MISSING = ("external-tool-missing", "Other sites cannot be asked, because the package that does it is not installed.", "Install the extra `external`: `pip install \"site-builder[external]\"`.")
    LINK_REDIRECTED = ("link-redirected", "A link leads to a page that only sends its reader on to another.", "Write the address that the message names.", Severity.WARNING)
    FEED_DEAD = ("feed-dead", "A sitemap, a feed or another list for programs names an address that the site does not have.", "Correct `site_url`, or the plugin that makes the file.")
    LINK_ALLOWANCE = ("link-allowance", "An entry of `links.allow` is past its day, or is about no link of the project.", "See whether its reason still holds, and move the day or remove the entry.")

    # The single file
    ANCHOR_CLASH = ("anchor-clash", "A page and a heading of another page want the same address in the single file; the page gets it, and the heading one with a number.", "Rename the heading or the page, if its address shall not depend on the other.", Severity.WARNING, "The single file")
    ASSET_TOO_LARGE = ("asset-too-large", "An image, a font or a file to keep is larger than the single file may take in.", "Make it smaller, link to it on the web, or raise `max_asset_bytes`.")
    ASSET_REMOTE = ("asset-remote", "A page shows something that lies on another site; the single file holds a link in its place.", "Add the file to the project, or run with `--fetch` to bring it inside.", Severity.WARNING)
    ASSET_UNREADABLE = ("asset-unreadable", "An image, a font or a stylesheet that the single file must hold cannot be read as what it is.", "Save it anew in a format that browsers show.")
    FETCH_FAILED = ("fetch-failed", "Something on another site that `--fetch` should bring inside could not be had.", "Correct the address, or add the file to the project.")
    CONTENT_ACTIVE = ("content-active", "A page holds a script, which the single file leaves out because it lets no page run code.", "Say in words what the script shows, or put its result into the page.", Severity.WARNING)
    MATH_UNREADABLE = ("math-unreadable", "A formula cannot be set without a script; the single file shows its source.", "Write it with commands that the message does not name.", Severity.WARNING)
    DIAGRAM_UNDRAWN = ("diagram-undrawn", "A Mermaid diagram could not be drawn; the single file shows its source.", "Install node and the drawing library, or commit the drawing as an SVG file.", Severity.WARNING)
    SPLIT_TOO_SMALL = ("split-too-small", "A page is larger than the bound on the size of a file, with what every file needs around it.", "Raise `split_over`, or divide the page.")
    REQUEST_LEAVES = ("request-leaves", "The single file would load something from outside of itself.", "Add the asset to the project, so that it can be put inside.")

    def __init__(
        self,
        slug: str,
        meaning: str,
        remedy: str,
        severity: Severity = Severity.ERROR,
        group: str = "",
    ) -> None:
        self.slug = slug
        self.meaning = meaning
        self.remedy = remedy
        self.severity = severity
        before = list(type(self).__members__.values())[-1:]
        self.group: str = group or "".join(one.group for one in before)
