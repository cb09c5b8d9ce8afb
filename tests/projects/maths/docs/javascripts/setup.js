window.ran = "extra_javascript";
