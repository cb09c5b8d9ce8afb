a = 1
# endregion shut
