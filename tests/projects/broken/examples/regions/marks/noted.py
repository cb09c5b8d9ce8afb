# region forgotten
x = 1  # (note)
# endregion
