print("exporter")
