from events.linktokens import token_for
from registrations import signincodes


def test_code_is_eight_digits_in_two_groups_and_the_same_for_its_seed():
    code = signincodes.code("a-seed")

    left, dash, right = code.partition("-")
    assert (len(left), dash, len(right), (left + right).isdecimal()) == (4, "-", 4, True)
    assert signincodes.code("a-seed") == code


def test_seeds_have_codes_of_their_own():
    assert len({signincodes.code(signincodes.new_seed()) for _time in range(50)}) == 50


def test_delivery_makes_the_code_from_the_mails_subject():
    assert token_for(signincodes.subject("a-seed")) == signincodes.code("a-seed")
