"""What the pages can call."""


def define_env(env):
    """Add the macros."""

    @env.macro
    def key(name):
        return f"<kbd>{name}</kbd>"

    @env.filter
    def shout(text):
        return text.upper()
