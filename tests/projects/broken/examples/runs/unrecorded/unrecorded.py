print("nobody recorded this")
