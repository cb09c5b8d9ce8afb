# region first
a = 1
# region second
b = 2
# endregion first
c = 3
# endregion second
