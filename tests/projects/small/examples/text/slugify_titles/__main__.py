from examples.text.slugify_titles.slugify_titles import slugify

for title in ("What's new?", "A <b> & a 'quote'"):
    print(f"{title} -> {slugify(title)}")
