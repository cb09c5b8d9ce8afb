print("no example.toml")
