# region hollow

# endregion
