using System.Text;
using LlmRouting.DataPlane.Forwarding;

namespace LlmRouting.DataPlane.Tests.Forwarding;

public sealed class SseFramerTests
{
    [Fact]
    public void Events_are_the_same_however_the_bytes_arrive_S0_13()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = Encoding.ASCII.GetBytes(new string([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => "ab\n\r"[random.Next(4)])]) + "x\n\n");
            Assert.Equal(Frames(bytes, bytes.Length), Frames(bytes, random.Next(1, 5)));
        }
    }

    private static List<string> Frames(byte[] bytes, int step)
    {
        var framer = default(SseFramer);
        var frames = new List<string>();
        var start = 0;
        for (var end = Math.Min(step, bytes.Length); ; end = Math.Min(end + step, bytes.Length))
        {
            while (framer.Next(bytes.AsSpan(start, end - start)) is var length and > 0)
            {
                frames.Add(Encoding.ASCII.GetString(bytes, start, length));
                start += length;
            }

            if (end == bytes.Length) return frames;
        }
    }
}
