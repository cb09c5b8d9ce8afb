import sys

print("so far")
sys.exit("this is why")
