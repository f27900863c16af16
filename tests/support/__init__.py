"""What tests share: collections to build, commands to run, answers to compare."""
