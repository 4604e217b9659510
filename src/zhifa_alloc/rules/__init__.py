"""The hard rules, one file a rule: law, sentence, check, demand."""
