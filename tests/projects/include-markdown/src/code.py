word_code = 1
