# In two parts, for the file itself holds no secret.
print("key:", "ghp_" + "aB3dE6gH" * 4 + "iJ4k")
