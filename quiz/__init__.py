"""An exam-practice quiz engine that follows a learner's working line by line."""
