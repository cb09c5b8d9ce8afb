# region same
a = 1
# endregion
# region same
b = 2
# endregion
