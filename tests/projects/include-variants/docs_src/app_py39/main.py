word_app = 1
