"""What runs around and inside an example; nothing of the tool can be imported here."""
