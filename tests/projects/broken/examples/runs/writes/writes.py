from pathlib import Path

try:
    Path("/written-by-an-example").write_text("x")
except PermissionError:
    pass
