print("make-geodata")
