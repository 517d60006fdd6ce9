// The operator has no behaviour yet; docs/roadmap.md says what comes first.
Console.Error.WriteLine("llm-routing operator: nothing to run yet, see docs/roadmap.md. The data plane runs without it: dotnet run --project dataplane -- serve --help");
return 1;
