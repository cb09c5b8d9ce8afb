# --8<-- [start:main]
print("a piece of a file")
# --8<-- [end:main]
print("the rest of the file")
