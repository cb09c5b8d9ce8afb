word_first = 1
word_second = 2
word_third = 3
word_fourth = 4
word_fifth = 5
word_sixth = 6
word_seventh = 7
