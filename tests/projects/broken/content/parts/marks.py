# --8<-- [start:first]
first = 1
# --8<-- [end:first]
# --8<-- [start:hollow]

# --8<-- [end:hollow]
# --8<-- [start:twice]
once = 1
# --8<-- [end:twice]
# --8<-- [start:twice]
again = 2
# --8<-- [end:twice]
# --8<-- [start:open]
rest = 3
