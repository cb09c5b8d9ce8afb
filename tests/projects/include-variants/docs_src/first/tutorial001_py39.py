word_first: int = 1
word_new: int = 2
word_third: int = 3
word_fourth: int = 4
