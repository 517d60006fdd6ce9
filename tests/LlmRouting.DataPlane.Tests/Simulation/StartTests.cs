using LlmRouting.DataPlane.Simulation;

namespace LlmRouting.DataPlane.Tests.Simulation;

public sealed class StartTests
{
    [Fact]
    public async Task A_taken_address_is_said_at_the_start()
    {
        await using var first = await SimulatorClient.StartAsync();
        var options = new SimulatorOptions { Model = "m", Urls = first.Simulator.BaseAddress.ToString() };
        await Assert.ThrowsAsync<IOException>(() => Simulator.StartAsync(options, TimeProvider.System));
    }

    [Fact]
    public async Task It_can_be_stopped_twice()
    {
        var simulator = await Simulator.StartAsync(new SimulatorOptions { Model = "m" }, TimeProvider.System);
        await simulator.DisposeAsync();
        await simulator.DisposeAsync();
    }
}
