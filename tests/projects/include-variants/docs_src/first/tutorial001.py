word_first = 1
word_second = 2
word_third = 3
word_fourth = 4
