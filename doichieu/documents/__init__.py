"""What analysts have becomes figures: a document in, a draft with its evidence out.

containers/ open a file; prose/ and tables/ read it; folder/ writes the draft and accepts it.
"""
