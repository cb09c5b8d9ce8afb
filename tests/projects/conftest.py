"""The projects in these folders are material of tests: their own tests run inside of those."""

collect_ignore_glob = ["*"]
