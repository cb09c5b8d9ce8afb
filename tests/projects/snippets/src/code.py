# word-first
# --8<-- [start:start]
word_start = 1
# --8<-- [start:inner]
word_inner = 2
word_sixth = 2
# --8<-- [end:inner]
word_eighth = 3
# --8<-- [end:start]


# a line
word_negative = 4
word_last = 5
