"""Who goes where: headcounts given, people placed under the rules, goal by goal."""
