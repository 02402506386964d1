# Two commands matter: `make run` and `make test`. `make help` lists the rest.

# Built files live outside the checkout, so that a new clone does not begin from nothing.
export CARGO_TARGET_DIR ?= $(HOME)/.cache/pelangi-target

# How `make run` builds the program: dev is quickest to start, release is quickest to serve.
PROFILE ?= dev
# Where the demo cell lives and answers.
DEMO_DIR ?= pelangi-demo
PORT ?= 8080
OBJECTS ?= 2000
# How often `make torture` kills the server, on each engine.
KILLS ?= 200

.DEFAULT_GOAL := help
.PHONY: help run test torture unit postgres e2e e2e-tools shots bench assets apk fmt lint tidy licences docs tools clean

help: ## list these targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: need-run assets ## build and open the demo cell: http://localhost:8080 (PORT, OBJECTS, DEMO_DIR, PROFILE)
	cargo run --locked --profile $(PROFILE) -p server --bin pelangi -- demo --dir $(DEMO_DIR) --port $(PORT) --objects $(OBJECTS)

test: need-test ## every check, as the continuous integration runs it; as root, installs what is missing
	cargo xtask ci

unit: need-test ## tests on SQLite alone: no service, no browser
	cargo nextest run --workspace

postgres: need-test ## the same tests on both engines, on a PostgreSQL that is made for them
	PELANGI_TEST_ENGINES=sqlite,postgres cargo run --quiet -p testkit --bin pg-cluster -- cargo nextest run --workspace --profile full

e2e: need-run ## journeys in a real browser
	cargo xtask ci tools assets e2e

shots: need-run assets e2e-tools ## screenshots of pages: make shots PAGES="/ /masuk" (into e2e/shots)
	cargo build --workspace --bin pelangi
	PELANGI_BIN=$(CARGO_TARGET_DIR)/debug/pelangi node e2e/shots.mjs --out e2e/shots $(PAGES)

torture: need-test ## kill the server again and again while a bank pays, on both engines (KILLS=2000 for long)
	PELANGI_TEST_KILLS=$(KILLS) PELANGI_TEST_ENGINES=sqlite,postgres cargo run --quiet -p testkit --bin pg-cluster -- \
		cargo nextest run -p server --profile torture torture durability

bench: need-run assets e2e-tools ## what is promised about speed and size, measured beside peers
	cargo xtask bench signatures preview search slices goals

apk: need-run ## the Android app of a cell: make apk URL=https://… (PACKAGE, NAME, CODE, OUT)
	cargo xtask apk --url "$(URL)" --package "$(PACKAGE)" --name "$(NAME)" --code "$(CODE)" --out "$(OUT)"

fmt: ## format the code
	cargo fmt --all

lint: ## warnings of the compiler and clippy, tests included
	cargo clippy --workspace --all-targets -- -D warnings

tidy: ## the rules of the house
	cargo xtask tidy

licences: ## what we build in, against deny.toml
	cargo xtask licences

docs: ## the documentation of the code, in $(CARGO_TARGET_DIR)/doc
	cargo doc --workspace --no-deps --document-private-items

tools: need-test ## look for the programs the checks need; as root, install what is missing
	cargo xtask tools

clean: ## forget built styles, fetched packages and the demo cell; built Rust stays in CARGO_TARGET_DIR
	rm -rf assets/dist assets/node_modules e2e/node_modules e2e/shots $(DEMO_DIR)

need-run:
	@scripts/need.sh rust cc node
need-test:
	@scripts/need.sh rust cc
.PHONY: need-run need-test

# Styles and scripts: fetched when the lock file changes, built when a source does.
ASSET_SOURCES := $(shell find assets/src -type f) assets/build.mjs assets/package.json assets/tsconfig.json

assets: assets/dist/manifest.json ## styles, scripts and icons, when a source has changed

assets/dist/manifest.json: assets/node_modules/.package-lock.json $(ASSET_SOURCES)
	cd assets && npm run --silent build
	@touch $@

e2e-tools: e2e/node_modules/.package-lock.json

%/node_modules/.package-lock.json: %/package-lock.json
	cd $* && npm ci --no-audit --no-fund
	@touch $@
