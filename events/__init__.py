"""The ground floor: what takes place when and where, who may run it, what leaves as mail or paper."""
