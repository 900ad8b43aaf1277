"""What to do with one record, by object: pure, so that a dry run, a test and a pass decide alike."""
