using BenchmarkDotNet.Running;
using LlmRouting.Benchmarks.Proxy;

var verbs = ProxyCommands.Build(TimeProvider.System);
if (args.Length == 0 || args[0].StartsWith("--help") || verbs.Subcommands.Any(verb => verb.Name == args[0])) return await verbs.Parse(args).InvokeAsync();
BenchmarkSwitcher.FromAssembly(typeof(ProxyCommands).Assembly).Run(args);
return 0;
