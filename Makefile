# The front door. `make demo` runs the main job, `make test` all tests; both install and build what is missing first.
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev build demo test unit clean

BUILD ?= build
RUN ?= runs/demo
JOBS ?= $(shell nproc)

help:
	@echo "make demo    install, build, and run the default recipe into $(RUN) (run it again to continue)"
	@echo "make test    install, build, and run all tests"
	@echo "make build   leave the programs in $(BUILD)/bin"
	@echo "make unit    the unit tests alone, under a minute"
	@echo "make clean   remove the build folder (runs and downloads stay)"

setup:
	@scripts/setup.sh

setup-dev:
	@scripts/setup.sh --dev

$(BUILD)/build.ninja: setup
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release >$(BUILD)-configure.log 2>&1 || (tail -n 20 $(BUILD)-configure.log; exit 1)
	@mkdir -p $(BUILD) && mv $(BUILD)-configure.log $(BUILD)/configure.log

build: $(BUILD)/build.ninja
	@cmake --build $(BUILD) -j $(JOBS) --target retort retort-cas retort-train

demo: build
	@$(BUILD)/bin/retort run --out $(RUN)

test: setup-dev $(BUILD)/build.ninja
	@cmake --build $(BUILD) -j $(JOBS)
	@scripts/run_tests.sh $(BUILD)

unit: setup-dev $(BUILD)/build.ninja
	@cmake --build $(BUILD) -j $(JOBS)
	@ctest --test-dir $(BUILD) -L unit -j $(JOBS) --output-on-failure

clean:
	@rm -rf $(BUILD)
