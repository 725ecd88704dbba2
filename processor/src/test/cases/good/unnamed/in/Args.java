class Args {}
