//! A model of sequences ready to read: from the weights file to a network of Burn that reads as it did where the weights
//! were made.

use super::network::Network;
use super::record::{SequenceRecord, TextCalibration, probe};
use super::spec::SequenceSpec;
use crate::net::weights::{Numbers, WeightsError};
use burn::tensor::{Device, Tensor, TensorData};

/// How far an engine's log-probabilities may be from the recorded ones; another order of additions makes 1e-4 of it.
const AGREEMENT: f32 = 1e-2;

pub struct SequenceModel {
    pub spec: SequenceSpec,
    pub calibration: TextCalibration,
    network: Network,
    /// What the probe scored where the weights were made.
    recorded: Vec<f32>,
}

impl SequenceModel {
    pub fn from_bytes(bytes: &[u8], device: &Device) -> Result<Self, WeightsError> {
        Self::from_record(SequenceRecord::from_bytes(bytes)?, device)
    }

    pub fn from_record(record: SequenceRecord, device: &Device) -> Result<Self, WeightsError> {
        let SequenceRecord { spec, calibration, probe, layers } = record;
        let network = Network::new(&spec, &layers, device).ok_or(WeightsError::Mismatch)?;
        Ok(Self { spec, calibration, network, recorded: probe })
    }

    /// For each frame the logarithms of the probabilities of all classes, row by row. `None` where the device gives no
    /// answers any more.
    pub async fn read(&self, points: &[f32], device: &Device) -> Option<Vec<f32>> {
        if points.is_empty() {
            return Some(Vec::new());
        }
        let shape = [points.len() / self.spec.features, self.spec.features];
        let points = Tensor::<2>::from_data(TensorData::new(points.to_vec(), shape), device);
        let scores = self.network.forward(points).into_data_async().await.ok()?;
        scores.as_slice().ok().map(<[f32]>::to_vec)
    }

    /// The same with what the last layer is given for each frame, row by row.
    pub async fn read_seen(&self, points: &[f32], device: &Device) -> Option<(Vec<f32>, Vec<f32>)> {
        if points.is_empty() {
            return Some((Vec::new(), Vec::new()));
        }
        let shape = [points.len() / self.spec.features, self.spec.features];
        let points = Tensor::<2>::from_data(TensorData::new(points.to_vec(), shape), device);
        let (scores, seen) = self.network.forward_seen(points);
        let (scores, seen) = (scores.into_data_async().await.ok()?, seen.into_data_async().await.ok()?);
        Some((scores.as_slice().ok()?.to_vec(), seen.as_slice().ok()?.to_vec()))
    }

    /// The last layer's numbers. `None` where the device gives no answers any more.
    pub async fn last_layer(&self) -> Option<Numbers> {
        let [weights, bias] = self.network.last_layer();
        let weights = weights.transpose().into_data_async().await.ok()?;
        let bias = bias.into_data_async().await.ok()?;
        Some(Numbers { weights: weights.as_slice().ok()?.to_vec(), bias: bias.as_slice().ok()?.to_vec() })
    }

    /// Whether this device computes what was computed where the weights were made.
    pub async fn agrees_with_record(&self, device: &Device) -> bool {
        let scores = self.read(&probe(&self.spec), device).await.unwrap_or_default();
        scores.len() == self.recorded.len()
            && scores.iter().zip(&self.recorded).all(|(here, there)| (here - there).abs() <= AGREEMENT)
    }
}
