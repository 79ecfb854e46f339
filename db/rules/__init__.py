"""Pure rules: a state and the time go in, a new state or a refusal comes out."""
