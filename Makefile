# Two commands are enough: `make run` and `make test`. Each sees to what it needs, from a bare checkout on.

.DEFAULT_GOAL := help
.PHONY: help run test check bench rehearse doctor messages lock format

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

run: ## set up what is missing and run the site until Ctrl-C
	@.ci/venv run
	@.ci/ensure pango
	@.ci/translations
	@.venv/bin/python manage.py run $(if $(PORT),--port $(PORT))

test: ## every test, on real parts; ARGS="-k seats" goes to pytest
	@.ci/test $(ARGS)

check: ## form, import rules, types, migrations, texts, lock files
	@.ci/check

doctor: ## one line for each thing the site stands on
	@.venv/bin/python manage.py doctor

bench: ## the figures of docs/performance.md, measured here
	@.ci/venv dev
	@.ci/ensure pango
	@.ci/ensure poppler
	@.venv/bin/python -m tests.bench

rehearse: ## a day at the desks with cut networks, a killed web, a cut database; ARGS="--people 300 --rate 0"
	@.ci/venv dev
	@.ci/ensure pango
	@.venv/bin/python -m tests.rehearsal $(ARGS)

messages: ## gather the texts to translate into maxforum/locale/en
	@.ci/venv dev
	@.ci/ensure gettext
	@mkdir -p maxforum/locale/en/LC_MESSAGES
	@.venv/bin/python manage.py makemessages --locale en --no-location --ignore .venv --ignore var --ignore tests

lock: ## pin every package anew; UPGRADE=1 to the newest versions
	@.ci/lock $(if $(UPGRADE),--upgrade)

format: ## bring the code into its form
	@.ci/venv dev
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .
