package dev.lungo.chaos;

/** What is done next, how that life of Lungo is to end, and what the model does in it. */
record Plan(Deed deed, KillPlan end, Wishes wishes) {}
