a = 1
# region open
b = 2
